package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.control.Orders;
import java.util.function.Supplier;

/**
 * How an applier is operated.
 *
 * @param orders what operators have decided; asked by the thread that runs the applier
 * @param own takes the orders the applier gives to itself
 * @param lastReset stamp of the last reset that was carried out before the applier began; 0 when there was none
 */
public record Operation(Supplier<Orders> orders, OwnOrders own, long lastReset) {
    /** Nobody operates it. */
    public static final Operation NONE = new Operation(() -> Orders.NONE, OwnOrders.UNHEARD, 0);

    public Operation {
        requireNonNull(orders, "orders is null");
        requireNonNull(own, "own is null");
    }
}
