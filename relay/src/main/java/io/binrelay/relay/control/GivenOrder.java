package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

/**
 * An order as it stands in the topic.
 *
 * @param offset there: later orders have higher ones
 * @param service {@code capture} or {@code applier/NAME}
 * @param by who gave it: {@code user@host}
 * @param atMillis when, milliseconds since the epoch, by his clock
 */
public record GivenOrder(long offset, String service, Order order, String by, long atMillis) {
    public GivenOrder {
        requireNonNull(service, "service is null");
        requireNonNull(order, "order is null");
        requireNonNull(by, "by is null");
    }
}
