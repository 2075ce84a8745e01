package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.OwnOrders;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.service.BinrelayException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the orders that an applier gives to itself where the operators' orders are. Used by one thread. */
final class SelfOrders implements OwnOrders {
    private static final Logger LOG = LoggerFactory.getLogger(SelfOrders.class);
    private static final long NONE = Long.MIN_VALUE;

    private final Consumer<Order> giver;
    private final Supplier<Orders> heard;

    /** Offset of the order to run that the last stop was given to. */
    private long stoppedRun = NONE;

    /**
     * For one applier.
     *
     * @param giver writes an order; throws {@link BinrelayException} where that fails
     * @param heard what all orders heard so far come to
     */
    SelfOrders(Consumer<Order> giver, Supplier<Orders> heard) {
        this.giver = requireNonNull(giver, "giver is null");
        this.heard = requireNonNull(heard, "heard is null");
    }

    /** Once for each order to start, when it works. When it does not, the applier asks again. */
    @Override
    public void stop(String reason) {
        Orders orders = heard.get();
        if (!orders.running() || orders.runOffset() == stoppedRun) {
            return;
        }
        try {
            giver.accept(new Order.Stop(reason));
            stoppedRun = orders.runOffset();
        } catch (BinrelayException e) {
            LOG.warn("Having {}, nothing more is applied, but that cannot be recorded yet: {}", reason, e.getMessage());
        }
    }

    @Override
    public void begin() {
        giver.accept(new Order.Begin());
    }
}
