package io.binrelay.relay.control;

import io.binrelay.relay.service.BinrelayException;
import java.util.Optional;

/** What a service is ordered to do at the moment. Thread-safe. */
public interface StandingOrders {
    /** Empty until they are known: before that a service must not begin, for it may be ordered not to. */
    Optional<Orders> current();

    /** Why they cannot be heard at the moment; empty while all is well. */
    Optional<BinrelayException> trouble();
}
