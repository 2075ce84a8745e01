package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Steering;
import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.ConfigKey;
import io.binrelay.relay.control.Orders;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steering that orders come to. Not thread-safe. */
final class OrderedSteering implements Supplier<Steering> {
    private final Supplier<Orders> orders;
    private final int configuredDelay;
    private @Nullable Orders known;
    private Steering steering = Steering.FREE;

    /** @param configuredDelay seconds, where no order says anything else */
    OrderedSteering(Supplier<Orders> orders, int configuredDelay) {
        this.orders = requireNonNull(orders, "orders is null");
        this.configuredDelay = configuredDelay;
    }

    @Override
    public Steering get() {
        Orders now = orders.get();
        if (!now.equals(known)) {
            known = now;
            steering = new Steering(
                    Duration.ofSeconds(delayOf(now)), now.until(), now.skippedSequences(), now.skippedGtids());
        }
        return steering;
    }

    private int delayOf(Orders now) {
        ConfigKey<Integer> key = ApplierKeys.APPLY_DELAY_SECONDS;
        String ordered = now.settings().get(key.name());
        return ordered == null ? configuredDelay : key.type().parser().apply(ordered.strip());
    }
}
