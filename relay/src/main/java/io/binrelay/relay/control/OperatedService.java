package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Service;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.StatusSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that operators start and stop: it does its work while it is ordered to run, and is there and does nothing
 * while it is not.
 *
 * <pre>
 * orders not known yet --known--> WORKING or HELD
 * WORKING --ordered to stop--> HELD --ordered to start--> WORKING
 * WORKING --failure after it had worked--> FAILED --ordered to start, or settings changed--> WORKING
 * WORKING --settings changed--> WORKING, anew
 * any --ordered to reset--> HELD, until that is carried out
 * WORKING --failure before it ever worked, a defect, memory, another capture took over--> runOnce throws
 * </pre>
 *
 * <p>{@link #runOnce} and {@link #close} are called by one thread.
 */
public final class OperatedService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(OperatedService.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final StandingOrders standing;
    private final BiFunction<Orders, StatusSink, Work> factory;
    private final OperatedSettings settings;
    private final HeldStatus status;
    private final StopSignal stop;
    private final LongSupplier nanoClock;
    private final ResetDuty resets;
    private final long bornNanos;
    private volatile @Nullable Work work;

    /** What the work was begun with, or failed with; null before the first. */
    private @Nullable Orders heeded;

    private boolean failed;
    private boolean everWorked;
    private long firstRunOffset = -1;

    /**
     * Nothing is begun yet.
     *
     * @param factory makes the work, given the orders to begin with and what takes its status
     * @param forgetting carries out resets
     * @param status takes the status of the work, and speaks for it while it is held
     * @param stop ends pauses
     * @param nanoClock as {@link System#nanoTime}
     */
    public OperatedService(
            StandingOrders standing,
            BiFunction<Orders, StatusSink, Work> factory,
            Forgetting forgetting,
            OperatedSettings settings,
            HeldStatus status,
            StopSignal stop,
            LongSupplier nanoClock) {
        this.standing = requireNonNull(standing, "standing is null");
        this.factory = requireNonNull(factory, "factory is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.status = requireNonNull(status, "status is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
        this.resets = new ResetDuty(forgetting, status, nanoClock);
        this.bornNanos = nanoClock.getAsLong();
    }

    @Override
    public void runOnce() {
        status.hears(standing.trouble());
        Orders orders = standing.current().orElse(null);
        if (orders == null) {
            awaitOrders();
            return;
        }
        if (heeded == null) {
            firstRunOffset = orders.runOffset();
        }
        if (resets.isDue(orders)) {
            reset(orders);
            return;
        }
        if (!orders.equals(heeded)) {
            heed(orders);
        }
        Work current = work;
        if (current == null) {
            stop.await(PAUSE);
            return;
        }
        try {
            current.runOnce();
        } catch (BinrelayException e) {
            failed(current, e);
        }
    }

    /** Before anything else: what is begun then begins with a replica that has forgotten. */
    private void reset(Orders orders) {
        if (heeded == null || work != null || failed) {
            failed = false;
            status.hold();
            end();
        }
        if (heeded == null) {
            heeded = orders;
        }
        status.heed(orders.lastOffset());
        status.list(true);
        resets.attempt(orders);
        if (resets.isDue(orders)) {
            status.repeat();
            stop.await(PAUSE);
        } else {
            heed(orders);
        }
    }

    private void awaitOrders() {
        if (nanoClock.getAsLong() - bornNanos >= PATIENCE_NANOS) {
            standing.trouble().ifPresent(trouble -> {
                throw trouble;
            });
        }
        stop.await(PAUSE);
    }

    private void heed(Orders orders) {
        Orders before = heeded;
        heeded = orders;
        status.heed(orders.lastOffset());
        boolean run = orders.running() && !(settings.startsHeld() && orders.runOffset() == firstRunOffset);
        boolean changed = before == null || !begunWith(before).equals(begunWith(orders));
        boolean startedAgain = before == null || before.runOffset() != orders.runOffset();
        if (!run) {
            hold(orders, before == null);
        } else if (work == null && (!failed || changed || startedAgain)) {
            begin(orders);
        } else if (work != null && changed) {
            LOG.info("Settings were changed: beginning anew");
            end();
            begin(orders);
        } else {
            status.repeat();
        }
    }

    private Map<String, String> begunWith(Orders orders) {
        Map<String, String> changed = new HashMap<>(orders.settings());
        changed.keySet().removeAll(settings.liveKeys());
        return changed;
    }

    private void begin(Orders orders) {
        failed = false;
        status.release();
        try {
            work = factory.apply(orders, status);
        } catch (BinrelayException e) {
            if (orders.settings().isEmpty()) {
                throw e;
            }
            // What an operator changed does not fit: he can change it again.
            failed = true;
            status.failed(e);
            LOG.error("The settings cannot be used: {}", e.getMessage());
        }
    }

    private void hold(Orders orders, boolean first) {
        failed = false;
        status.hold();
        status.list(!orders.resets().unlisted());
        end();
        status.repeat();
        GivenOrder last = orders.lastRun();
        LOG.info(
                "{}: {}",
                first ? "Held from the start" : "Stopped",
                last == null || last.order() instanceof Order.Start
                        ? "skip.start is set; waiting for an order to start"
                        : "as " + last.by() + " has ordered" + reason(last));
    }

    private static String reason(GivenOrder given) {
        return given.order() instanceof Order.Stop order && order.reason() != null ? " (" + order.reason() + ")" : "";
    }

    private void failed(Work current, BinrelayException e) {
        everWorked |= current.hasWorked();
        // Two captures would fence each other for ever.
        boolean waits = settings.waitsAfterErrors()
                && everWorked
                && !(e instanceof WriterFencedException)
                && (e.code() == ErrorCode.SOURCE || e.code() == ErrorCode.KAFKA || e.code() == ErrorCode.APPLY);
        if (!waits) {
            throw e;
        }
        LOG.error("{} Waiting for an order to start", e.getMessage());
        failed = true;
        end();
    }

    private void end() {
        Work current = work;
        work = null;
        if (current != null) {
            everWorked |= current.hasWorked();
            current.close();
        }
    }

    @Override
    public void hurry() {
        Work current = work;
        if (current != null) {
            current.hurry();
        }
    }

    @Override
    public Map<String, Double> measurements() {
        Work current = work;
        return current == null ? Map.of() : current.measurements();
    }

    @Override
    public void close() {
        end();
    }
}
