package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.log.LogRegister;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps where the relay log is among the orders, which outlive its topic. Used by one thread. */
final class OrderedLogRegister implements LogRegister {
    private final ToLongFunction<Order> giver;
    private final Supplier<Orders> heard;

    /** What this process has recorded, and where; it may not have heard of it yet. */
    private @Nullable String recorded;

    private long recordedAt = -1;

    /**
     * For one capture.
     *
     * @param giver writes an order and returns its offset
     * @param heard what all orders heard so far come to
     */
    OrderedLogRegister(ToLongFunction<Order> giver, Supplier<Orders> heard) {
        this.giver = requireNonNull(giver, "giver is null");
        this.heard = requireNonNull(heard, "heard is null");
    }

    @Override
    public Optional<String> incarnation() {
        Orders orders = heard.get();
        boolean knownAlready = orders.lastOffset() >= recordedAt;
        return Optional.ofNullable(knownAlready ? orders.log() : recorded);
    }

    @Override
    public void written(String incarnation) {
        recordedAt = giver.applyAsLong(new Order.Log(incarnation));
        recorded = incarnation;
    }
}
