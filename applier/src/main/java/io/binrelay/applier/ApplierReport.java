package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.RateWindow;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import io.binrelay.schemas.model.GtidSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells how an applier is doing, in the terms all services share; as details {@value #GROUPS}, the replica transactions
 * it has committed, and {@value #RETRIES}. Not thread-safe.
 */
public final class ApplierReport {
    /** Detail: replica transactions committed since the process started. */
    static final String GROUPS = "groups";

    /** Detail: how often something was tried again since the process started. */
    public static final String RETRIES = "retries";

    /** Detail: seconds that a transaction is applied after its commit at the earliest. */
    public static final String DELAY = "delay.seconds";

    /** Detail: seconds until the next transaction may be applied; empty when none is held back. */
    public static final String REMAINING_DELAY = Activity.REMAINING_DELAY;

    /** Detail: where it is to stop, as START REPLICA UNTIL; empty for nowhere. */
    public static final String UNTIL = "until";

    /** Detail: the GTIDs of all transactions applied from this log. */
    public static final String GTIDS = "gtids";

    /** Detail: how many transactions are still to be skipped, as Skip_Counter. */
    public static final String SKIPS = "skips";

    /** Detail: which server the replica is, however it is reached; empty before the first connection. */
    static final String IDENTITY = "replica.identity";

    /** Joining a group takes seconds; only then is it clear that somebody else is the owner. */
    private static final Duration TIME_TO_JOIN = Duration.ofSeconds(10);

    /** The rate needs a sample now and then, not at every transaction. */
    private static final long SAMPLE_MILLIS = 200;

    private final StatusSink sink;
    private final Supplier<String> identity;
    private final InstantSource clock;
    private final RateWindow rate = new RateWindow();
    private final long bornMillis;
    private ServiceStatus status;
    private @Nullable ApplyProgress last;
    private double perSecond;
    private long sampledMillis;
    private boolean failing;
    private long retriesTold;
    private long movedTo = -1;
    private long movedMillis;

    /**
     * Tells of the beginning at once.
     *
     * @param starting the status to begin with
     * @param identity knows {@value #IDENTITY}
     */
    ApplierReport(ServiceStatus starting, StatusSink sink, Supplier<String> identity, InstantSource clock) {
        this.status = requireNonNull(starting, "starting is null");
        this.sink = requireNonNull(sink, "sink is null");
        this.identity = requireNonNull(identity, "identity is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.bornMillis = clock.millis();
        sink.publish(status);
    }

    /**
     * Tells of the progress, if it is any.
     *
     * @param trouble what keeps the log from being read; empty while all is well
     */
    void tell(ApplyProgress progress, Optional<String> trouble) {
        long now = clock.millis();
        boolean sample = now - sampledMillis >= SAMPLE_MILLIS;
        if (progress.equals(last) && !sample) {
            return;
        }
        last = progress;
        if (sample) {
            sampledMillis = now;
            perSecond = rate.at(now, progress.transactions());
        }
        Failure failure = failureOf(progress, trouble, now);
        failing = failure != null;
        Checkpoint reached = progress.checkpoint();
        if (reached != null && reached.nextOffset() != movedTo) {
            movedTo = reached.nextOffset();
            movedMillis = now;
        }
        retriesTold = progress.retries();
        ServiceStatus next = status.withProgress(progressOf(progress), perSecond)
                .withState(stateOf(progress, trouble, now), now)
                .withDetail(GROUPS, Long.toString(progress.groups()))
                .withDetail(RETRIES, Long.toString(progress.retries()))
                .withDetail(DELAY, Long.toString(progress.steering().delay().toSeconds()))
                .withDetail(REMAINING_DELAY, remaining(progress))
                .withDetail(
                        UNTIL,
                        progress.steering().until() == null
                                ? ""
                                : progress.steering().until().toString())
                .withDetail(IDENTITY, identity.get())
                .withDetail(Activity.MOVED, Long.toString(movedMillis))
                .withDetail(GTIDS, gtids(progress))
                .withDetail(SKIPS, Long.toString(skips(progress)));
        next = progress.skipped().in(next);
        publish(failure == null ? next : next.withError(failure));
    }

    /** The service ends because of this, as far as it had come by then. */
    void failed(Throwable thrown, ApplyProgress progress) {
        long now = clock.millis();
        Failure failure = known(Failure.of(thrown, now), 0);
        failing = false;
        publish(status.withProgress(progressOf(progress), perSecond)
                .withError(failure)
                .withState(ServiceState.FAILED, now));
    }

    /** The service ends because another one has its name, of which it does not speak. */
    void displaced(Throwable thrown) {
        long now = clock.millis();
        publish(status.withError(Failure.of(thrown, now)).withState(ServiceState.SUPERSEDED, now));
    }

    /** What was told last. */
    ServiceStatus told() {
        return status;
    }

    /** The service ends; what had failed stays to be seen. */
    void stopped() {
        if (status.state() != ServiceState.FAILED && status.state() != ServiceState.SUPERSEDED) {
            publish(status.withState(ServiceState.STOPPED, clock.millis()));
        }
    }

    private @Nullable Failure failureOf(ApplyProgress progress, Optional<String> trouble, long now) {
        Failure failure;
        if (trouble.isPresent()) {
            failure = Failure.of(ErrorCode.KAFKA, trouble.get(), now);
        } else if (progress.failure() != null) {
            failure = Failure.of(progress.failure(), now);
        } else {
            return null;
        }
        return known(failure, progress.retries() - retriesTold);
    }

    /** Keeps the time of the first sighting while it is not over. */
    private Failure known(Failure failure, long more) {
        Failure known = status.lastError();
        return failing && known != null && known.isLike(failure) ? known.again(more) : failure;
    }

    private ServiceState stateOf(ApplyProgress progress, Optional<String> trouble, long now) {
        return switch (progress.state()) {
            case WAITING -> {
                if (trouble.isPresent()) {
                    yield ServiceState.RETRYING;
                }
                yield now - bornMillis < TIME_TO_JOIN.toMillis() ? ServiceState.STARTING : ServiceState.STANDBY;
            }
            case REACHED -> ServiceState.HELD;
            // An attempt that has not brought anything forward yet is no success.
            case CLAIMING -> progress.failure() == null ? ServiceState.STARTING : ServiceState.RETRYING;
            case APPLYING ->
                trouble.isPresent() || progress.failure() != null ? ServiceState.RETRYING : ServiceState.RUNNING;
            case RETRYING -> ServiceState.RETRYING;
            case STOPPED -> ServiceState.FAILED;
        };
    }

    private Progress progressOf(ApplyProgress progress) {
        Checkpoint checkpoint = progress.checkpoint();
        if (checkpoint == null) {
            return status.progress();
        }
        return new Progress(
                checkpoint.position(),
                checkpoint.gtid(),
                checkpoint.sequence(),
                checkpoint.nextOffset() - 1,
                checkpoint.commitMicros(),
                progress.caughtUpMicros(),
                progress.transactions());
    }

    private static String remaining(ApplyProgress progress) {
        long millis = progress.remainingDelay().toMillis();
        return millis == 0 ? "" : Long.toString((millis + 999) / 1000);
    }

    private static long skips(ApplyProgress progress) {
        Checkpoint checkpoint = progress.checkpoint();
        GtidSet applied = checkpoint == null ? null : checkpoint.gtids();
        long behind = checkpoint == null ? 0 : checkpoint.sequence();
        return progress.steering().skippedSequences().stream()
                        .filter(sequence -> sequence > behind)
                        .count()
                + progress.steering().skippedGtids().stream()
                        .filter(gtid -> applied == null || !applied.contains(gtid))
                        .count();
    }

    private static String gtids(ApplyProgress progress) {
        Checkpoint checkpoint = progress.checkpoint();
        return checkpoint == null || checkpoint.gtids() == null
                ? ""
                : checkpoint.gtids().toString();
    }

    private void publish(ServiceStatus next) {
        status = next;
        sink.publish(next);
    }
}
