package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Steering;
import java.util.function.Supplier;

/**
 * How operators reach into an applier at work.
 *
 * @param steering what they have decided; asked often
 * @param own takes the orders the applier gives to itself
 */
public record Guidance(Supplier<Steering> steering, OwnOrders own) {
    /** Nobody decides anything. */
    public static final Guidance NONE = new Guidance(() -> Steering.FREE, OwnOrders.UNHEARD);

    public Guidance {
        requireNonNull(steering, "steering is null");
        requireNonNull(own, "own is null");
    }
}
