package io.binrelay.relay.control;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Service;

/** What an {@link OperatedService} starts and stops, one after the other. */
public interface Work extends Service {
    /**
     * Whether an operator may start it again after it has failed with this, in the same process. A service that could
     * never do its work is configured wrongly, and ends; one that has done it waits.
     */
    boolean waitsAfter(BinrelayException failure);
}
