package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ApplyGate.Verdict;
import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.Steering;
import io.binrelay.applier.core.StopMessage;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.FencedException;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.OwnershipLostException;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one replica forward, one small step per {@link #runOnce()}.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><td>WAITING to CLAIMING</td><td>this member owns the log's partition</td></tr>
 *   <tr><td>CLAIMING to APPLYING</td><td>connection, lock, checkpoint and log fit together</td></tr>
 *   <tr><td>CLAIMING, APPLYING to WAITING</td><td>the partition was lost, or another applier has claimed the replica</td></tr>
 *   <tr><td>any to RETRYING</td><td>an error that may pass: a lock conflict, a lost connection</td></tr>
 *   <tr><td>RETRYING to APPLYING</td><td>after a lock conflict: from the checkpoint, over the same connection</td></tr>
 *   <tr><td>RETRYING to CLAIMING</td><td>after a lost connection to the replica</td></tr>
 *   <tr><td>RETRYING to WAITING</td><td>after trouble with Kafka</td></tr>
 *   <tr><td>APPLYING to REACHED</td><td>what the operator wanted to be reached is; back when he wants more</td></tr>
 *   <tr><td>any to STOPPED</td><td>an error that does not pass; final</td></tr>
 * </table>
 *
 * <p>Latency comes first: a group is committed as soon as the reader has nothing more, so that groups grow only with a
 * backlog. While the fragments of a large transaction are awaited, the replica's transaction stays open: session
 * time-outs are off, and the connection's TCP keep-alive tells of a dead server (trap 30).
 *
 * <p>{@link #runOnce()} and {@link #close()} are called by one thread; {@link #progress()} by any.
 */
public final class ApplyLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyLoop.class);

    /** While there is nothing to do but to look again whether there is. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Supplier<RelayReader> readers;
    private final Replica replica;
    private final ApplySettings settings;
    private final Stages stages;
    private final InstantSource clock;
    private final TransactionApplier applier;
    private final Backoff backoff;
    private final GatedRecords pending;
    private @Nullable RelayReader reader;
    private ApplyState state = ApplyState.WAITING;
    private ApplyState afterPause = ApplyState.WAITING;
    private Instant lastWrite = Instant.MIN;
    private long mirrored = -1;
    private long retries;
    private @Nullable BinrelayException failure;
    private volatile ApplyProgress progress = ApplyProgress.NONE;

    /**
     * Nothing is opened yet.
     *
     * @param readers opens a new member of the replica's group, again after every trouble with Kafka
     * @param replica closed with the loop
     * @param backoff before each further attempt; begins anew when something was committed
     */
    public ApplyLoop(
            Supplier<RelayReader> readers,
            Replica replica,
            ApplySettings settings,
            Backoff backoff,
            Stages stages,
            InstantSource clock,
            Guidance guidance) {
        this.readers = requireNonNull(readers, "readers is null");
        this.replica = requireNonNull(replica, "replica is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.backoff = requireNonNull(backoff, "backoff is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.pending = new GatedRecords(guidance);
        this.applier = new TransactionApplier(replica, settings, stages, clock);
    }

    /**
     * One step: waits for ownership or records no longer than {@link ApplySettings#poll()}, apart from what the replica
     * takes.
     *
     * @return how long the caller may wait before the next step; zero in most states
     * @throws BinrelayException an error that does not pass; the loop has stopped and what was not committed is rolled
     *     back
     */
    public Duration runOnce() {
        Duration pause;
        try {
            pause = step();
        } catch (OwnershipLostException e) {
            LOG.info("another member of the group owns the log now: waiting ({})", e.getMessage());
            pause = toWaiting();
        } catch (FencedException e) {
            LOG.warn("{}: waiting", e.getMessage());
            pause = toWaiting();
        } catch (RewindException e) {
            LOG.info("{}", e.getMessage());
            pause = rewindSafely();
        } catch (ReplicaException e) {
            pause = react(e);
        } catch (BinrelayException e) {
            if (!e.retriable()) {
                // From the log, or about it.
                throw stop(e.code(), String.valueOf(e.getMessage()), e);
            }
            pause = retry(e, ApplyState.WAITING);
        }
        publish();
        return pause;
    }

    /** How far it is. */
    public ApplyProgress progress() {
        return progress;
    }

    /** Gives up what is not committed, and lock, connection and membership. Idempotent. */
    @Override
    public void close() {
        replica.close();
        closeReader();
    }

    /** What keeps the log from being read at the moment; empty while all is well. */
    public Optional<String> trouble() {
        RelayReader open = reader;
        return open == null ? Optional.empty() : open.trouble();
    }

    private RelayReader reader() {
        RelayReader open = reader;
        if (open == null) {
            open = readers.get();
            reader = open;
        }
        return open;
    }

    private void closeReader() {
        RelayReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    private Duration step() {
        switch (state) {
            case WAITING -> {
                if (reader().awaitOwnership(settings.poll())) {
                    state = ApplyState.CLAIMING;
                }
            }
            case CLAIMING -> {
                return claim();
            }
            case APPLYING -> {
                return applySome();
            }
            case REACHED -> {
                return awaitOrders();
            }
            case RETRYING -> {
                if (afterPause == ApplyState.APPLYING) {
                    rewind();
                }
                state = afterPause;
            }
            case STOPPED -> throw new IllegalStateException("the loop has stopped", failure);
        }
        return Duration.ZERO;
    }

    private Duration claim() {
        Claim claim = replica.claim();
        Checkpoint from = StartingPoint.of(claim, reader(), settings);
        if (claim.checkpoint() == null) {
            if (pending.steering().skips()) {
                // Meant for a predecessor: a replica that begins anew gets the whole log.
                pending.begin();
                replica.release();
                return PAUSE;
            }
            replica.begin(from);
        }
        readFrom(from);
        applier.claimed(claim, from);
        state = ApplyState.APPLYING;
        LOG.info(
                "applying from relay log offset {}, behind transaction {} ({})",
                from.nextOffset(),
                from.sequence(),
                from.position());
        return Duration.ZERO;
    }

    private void readFrom(Checkpoint from) {
        pending.clear();
        reader().readFrom(from.nextOffset(), StartingPoint.nextSequence(from, settings));
    }

    private Duration applySome() {
        pending.steering();
        if (pending.isReachedBy(applier.checkpoint())) {
            return reached();
        }
        if (pending.isEmpty()) {
            read();
        }
        while (!pending.isEmpty()) {
            Verdict verdict = pending.judge(clock.instant());
            if (verdict == Verdict.STOP) {
                commitGroup();
                return reached();
            }
            if (verdict == Verdict.WAIT) {
                commitGroup();
                Duration left = pending.remainingDelay();
                return left.compareTo(PAUSE) < 0 ? left : PAUSE;
            }
            LoggedRecord next = pending.remove();
            applier.take(next, verdict == Verdict.SKIP);
            mirror();
            if (pending.mayBeLast(next)) {
                commitGroup();
                break;
            }
        }
        if (applier.hasHeartbeat() && !clock.instant().isBefore(lastWrite.plus(settings.heartbeatPause()))) {
            applier.commitHeartbeat();
            mirror();
        }
        return Duration.ZERO;
    }

    /** Takes what the reader has; when that is nothing more, what was taken before is committed. */
    private void read() {
        boolean group = applier.hasGroup();
        pending.add(reader().poll(group ? Duration.ZERO : settings.poll()));
        if (!pending.isEmpty()) {
            stages.reached(Stage.READ_NOT_APPLIED);
        } else {
            commitGroup();
            failure = null; // Nothing is left to fail at: it has passed.
        }
    }

    private void commitGroup() {
        applier.commitGroup();
        mirror();
    }

    /** What the operator wanted to be reached is: nothing is open on the replica. */
    private Duration reached() {
        LOG.info(
                "reached {}: stopping at transaction {}",
                pending.heeded().until(),
                applier.checkpoint().sequence());
        state = ApplyState.REACHED;
        return awaitOrders();
    }

    /** The order makes it outlive this process; until it is heard, nothing is applied either. */
    private Duration awaitOrders() {
        Steering reached = pending.heeded();
        pending.stop();
        if (!pending.steering().equals(reached)) {
            state = ApplyState.CLAIMING;
        }
        return PAUSE;
    }

    /** Tells Kafka what was committed since the last time, if anything. */
    private void mirror() {
        long nextOffset = applier.checkpoint().nextOffset();
        if (nextOffset != mirrored) {
            mirrored = nextOffset;
            reader().mirror(nextOffset);
            backoff.reset();
            failure = null;
            lastWrite = clock.instant();
            publish();
        }
    }

    private Duration react(ReplicaException e) {
        Reaction reaction = applier.mustNotBeRepeated() && e.reaction(0) == Reaction.RETRY
                ? Reaction.STOP
                : e.reaction(backoff.failures());
        if (reaction == Reaction.RETRY) {
            return retry(e, ApplyState.APPLYING);
        }
        if (reaction == Reaction.RECONNECT) {
            return retry(e, ApplyState.CLAIMING);
        }
        if (state == ApplyState.APPLYING && applier.isolate(e)) {
            return rewindSafely();
        }
        throw stop(
                ErrorCode.APPLY,
                StopMessage.of(
                        applier.inFlight(), !applier.mustNotBeRepeated(), String.valueOf(e.getMessage()), e.errno()),
                e);
    }

    /** Something failed that may pass: undoes what is open and arranges where to go on. */
    private Duration retry(BinrelayException e, ApplyState next) {
        retries++;
        Duration pause = backoff.next();
        failure = e;
        LOG.warn(
                "{}{}{}; next attempt in {} ms",
                applier.inFlight(),
                applier.inFlight().isEmpty() ? "" : ": ",
                e.getMessage(),
                pause.toMillis());
        afterPause = state == ApplyState.APPLYING || next != ApplyState.APPLYING ? next : ApplyState.CLAIMING;
        state = ApplyState.RETRYING;
        if (afterPause != ApplyState.APPLYING) {
            replica.release();
        }
        if (afterPause == ApplyState.WAITING) {
            closeReader();
        }
        return pause;
    }

    private Duration toWaiting() {
        replica.release();
        applier.resume();
        state = ApplyState.WAITING;
        return Duration.ZERO;
    }

    private Duration rewindSafely() {
        try {
            rewind();
            return Duration.ZERO;
        } catch (ReplicaException e) {
            return react(e);
        }
    }

    /** Undoes what is open and reads on from the checkpoint. */
    private void rewind() {
        replica.rollback();
        applier.resume();
        readFrom(applier.checkpoint());
    }

    private BinrelayException stop(ErrorCode code, String message, BinrelayException cause) {
        replica.release();
        closeReader();
        state = ApplyState.STOPPED;
        BinrelayException stopped = new BinrelayException(code, message, false, cause);
        failure = stopped;
        publish();
        return stopped;
    }

    private void publish() {
        boolean known = state == ApplyState.APPLYING || progress.checkpoint() != null;
        Checkpoint checkpoint = applier.checkpoint();
        progress = new ApplyProgress(
                state,
                known ? checkpoint : null,
                applier.caughtUpMicros(),
                applier.transactions(),
                applier.groups(),
                retries,
                applier.skipped(),
                failure,
                pending.heeded(),
                pending.remainingDelay());
    }
}
