package io.binrelay.relay.control;

import io.binrelay.relay.service.Service;

/** What an {@link OperatedService} starts and stops, one after the other. */
public interface Work extends Service {
    /**
     * Whether it has ever come to do its work. What could never begin is configured wrongly, and ends with its failure;
     * what has worked waits for an operator.
     */
    boolean hasWorked();
}
