package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what was ordered to be reset, and tries again until it works. A reset is over when a
 * {@link Order.ResetDone} says so; a process that ends between the deed and the word leaves it to the next one, which
 * finds nothing to forget any more. Not thread-safe.
 */
final class ResetDuty {
    private static final Logger LOG = LoggerFactory.getLogger(ResetDuty.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Forgetting forgetting;
    private final HeldStatus status;
    private final LongSupplier nanoClock;

    /** Offset of the order that was carried out, by this process. */
    private long done = -1;

    private long triedNanos;
    private @Nullable String trouble;

    ResetDuty(Forgetting forgetting, HeldStatus status, LongSupplier nanoClock) {
        this.forgetting = requireNonNull(forgetting, "forgetting is null");
        this.status = requireNonNull(status, "status is null");
        this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
        this.triedNanos = nanoClock.getAsLong() - PAUSE_NANOS;
    }

    /** Whether something is to be forgotten, and is not yet: nothing else may begin before. */
    boolean isDue(Orders orders) {
        Resets.Pending pending = orders.resets().pending();
        return pending != null && pending.offset() != done;
    }

    /** Tries, unless it has just done so. */
    void attempt(Orders orders) {
        Resets.Pending pending = requireNonNull(orders.resets().pending(), "nothing is due");
        long now = nanoClock.getAsLong();
        if (now - triedNanos < PAUSE_NANOS) {
            return;
        }
        triedNanos = now;
        try {
            forgetting.forget(pending);
        } catch (BinrelayException e) {
            status.resetFailed(pending, e);
            if (!String.valueOf(e.getMessage()).equals(trouble)) {
                trouble = e.getMessage();
                LOG.warn("The reset that {} has ordered is not carried out yet: {}", pending.by(), trouble);
            }
            return;
        }
        done = pending.offset();
        trouble = null;
        triedNanos = now - PAUSE_NANOS;
        LOG.info("Reset, as {} has ordered: the replica knows no position any more", pending.by());
        status.reset();
    }
}
