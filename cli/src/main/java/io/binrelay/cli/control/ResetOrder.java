package io.binrelay.cli.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Gives a replica the order to forget its position, and sees that it counts: only a stopped one heeds it. */
public final class ResetOrder {
    private final String replica;
    private final Supplier<Orders> standing;
    private final ToLongFunction<Order> giver;

    /**
     * For one replica.
     *
     * @param replica its name
     * @param standing what all orders to it come to, at the moment of the call
     * @param giver records an order to it and returns the order's offset
     */
    public ResetOrder(String replica, Supplier<Orders> standing, ToLongFunction<Order> giver) {
        this.replica = requireNonNull(replica, "replica is null");
        this.standing = requireNonNull(standing, "standing is null");
        this.giver = requireNonNull(giver, "giver is null");
    }

    /**
     * Gives it.
     *
     * @param all as in {@link Order.Reset}
     * @return its offset
     * @throws BinrelayException (USAGE) the replica is not stopped by order, or was started meanwhile
     */
    public long give(boolean all) {
        Orders before = standing.get();
        requireStopped(before, "is not stopped");
        long offset = giver.applyAsLong(new Order.Reset(all));
        if (standing.get().resets().last() == before.resets().last()) {
            throw refused("was started meanwhile");
        }
        return offset;
    }

    /**
     * Sees whether it would count.
     *
     * @param state of the replica, for the message: {@code is running}
     * @throws BinrelayException (USAGE) the replica is not stopped by order
     */
    public void requireStopped(Orders orders, String state) {
        if (orders.running()) {
            throw refused(state);
        }
    }

    private BinrelayException refused(String state) {
        return new BinrelayException(
                ErrorCode.USAGE,
                replica + " " + state + ": stop it first: 'binrelay stop " + replica + "'. Nothing was reset.");
    }
}
