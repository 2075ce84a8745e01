package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.core.TransactionAssembler;
import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.SourceException;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves transactions from a started source to an open relay log: poll, assemble, append, commit. Whatever is thrown
 * ends it: what was not committed is void, and the log's tail says where another loop goes on.
 *
 * <p>Latency comes first: records are committed as soon as the source has nothing more waiting. Under a backlog they
 * are committed together, up to the limits of {@link CapturePace}; a large transaction then spans several Kafka
 * transactions. While one batch is being committed the next is assembled and appended; a source whose commits wait for
 * the log is told by the writer's thread, at once, all others that want to know by the loop's next round.
 *
 * <p>For one thread.
 */
public final class CaptureLoop {
    /** How soon a position that moved without a transaction is told: time for the events of a new file to arrive. */
    private static final Duration SETTLING = Duration.ofMillis(5);

    /** How long one round may last without events: whoever runs the loop wants to stop it some time. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final BinlogSource source;
    private final TransactionAssembler assembler;
    private final RelayWriter writer;
    private final CapturePace pace;
    private final CaptureClock clock;
    private final Stages stages;
    private final CaptureListener listener;
    private final Consumer<EncodedRecord> appending = this::append;

    /** What was committed and {@link #listener} does not know yet; filled by the writer's thread. */
    private final Queue<Batch> committed = new ConcurrentLinkedQueue<>();

    private @Nullable FilePosition told;
    private long lastCommitNanos;
    private @Nullable RecordHeader lastAppended;
    private long openSinceNanos;
    private long openBytes;
    private long openTransactions;

    /** @param transactions how many end in it */
    private record Batch(RecordHeader last, long transactions) {}

    /**
     * Takes over a source, a writer and an assembler that were made for each other.
     *
     * @param source started
     * @param assembler for the writer's tail and the source's start
     * @param writer open
     * @param tail what the writer found
     */
    public CaptureLoop(
            BinlogSource source,
            TransactionAssembler assembler,
            RelayWriter writer,
            LogTail tail,
            CapturePace pace,
            LoopSurroundings surroundings) {
        this.source = requireNonNull(source, "source is null");
        this.assembler = requireNonNull(assembler, "assembler is null");
        this.writer = requireNonNull(writer, "writer is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.clock = surroundings.clock();
        this.stages = surroundings.stages();
        this.listener = surroundings.listener();
        this.told = tail.resumePosition().orElse(null);
        this.lastCommitNanos = clock.nanos();
    }

    /**
     * Waits for events at most until there is something to do without them, and does what there is to do.
     *
     * @throws SourceException the source has failed; what it brought before is committed
     * @throws BinrelayException the relay log has failed, or an event cannot be replicated
     */
    public void runOnce() {
        boolean committing = writer.committing();
        tell();
        List<BinlogEvent> events = poll(committing);
        for (BinlogEvent event : events) {
            assembler.accept(event, appending);
        }
        if (!events.isEmpty()) {
            return;
        }
        if (lastAppended != null) {
            beginCommit();
            return;
        }
        if (hasMoved() || nanosUntilHeartbeat() <= 0) {
            assembler.heartbeat(clock.epochMillis() / 1_000).ifPresent(this::writeHeartbeat);
        }
    }

    private List<BinlogEvent> poll(boolean committing) {
        try {
            return source.poll(patience(committing));
        } catch (SourceException e) {
            if (lastAppended != null) {
                // What it brought before is whole: not to commit it would be no progress over a connection that is
                // lost again and again.
                beginCommit();
                finishCommits();
            } else if (e.retriable()) {
                finishCommits();
            } else {
                failIfFenced(e);
            }
            throw e;
        }
    }

    /**
     * A source refuses an earlier capture as soon as a later one reads with the same server id (1236). By then the
     * later one has taken over the log: that is the reason to tell, and whoever writes to the log learns it.
     */
    private void failIfFenced(SourceException sourceFailure) {
        try {
            assembler.heartbeat(clock.epochMillis() / 1_000).ifPresent(this::writeHeartbeat);
            finishCommits();
        } catch (WriterFencedException e) {
            e.addSuppressed(sourceFailure);
            throw e;
        } catch (BinrelayException e) {
            // Nothing is lost without the heartbeat; the source's failure is the one that counts.
            sourceFailure.addSuppressed(e);
        }
    }

    private Duration patience(boolean committing) {
        if (lastAppended != null) {
            return Duration.ZERO;
        }
        if (committing || hasMoved()) {
            return SETTLING;
        }
        long untilHeartbeat = Math.max(nanosUntilHeartbeat(), SETTLING.toNanos());
        return Duration.ofNanos(Math.min(untilHeartbeat, LONGEST_WAIT.toNanos()));
    }

    private void append(EncodedRecord record) {
        stages.reached(Stage.READ_NOT_PRODUCED);
        if (lastAppended == null) {
            openSinceNanos = clock.nanos();
        }
        writer.append(record);
        RecordHeader header = record.header();
        lastAppended = header;
        openBytes += record.length();
        if (header.last() && header.kind() == RecordKind.TRANSACTION) {
            openTransactions++;
            listener.transactionWritten(header);
        }
        if (header.groupEnd() == GroupEnd.STATEMENT) {
            listener.statementRead();
        }
        if (openBytes >= pace.batchBytes()
                || clock.nanos() - openSinceNanos >= pace.batchTime().toNanos()) {
            beginCommit();
        }
    }

    private void writeHeartbeat(EncodedRecord heartbeat) {
        append(heartbeat);
        if (lastAppended != null) {
            beginCommit();
        }
    }

    private void beginCommit() {
        Batch batch = new Batch(requireNonNull(lastAppended, "nothing was appended"), openTransactions);
        stages.reached(Stage.PRODUCED_NOT_COMMITTED);
        writer.beginCommit(() -> isCommitted(batch));
        told = batch.last().resumePosition();
        lastCommitNanos = clock.nanos();
        lastAppended = null;
        openBytes = 0;
        openTransactions = 0;
        tell();
    }

    /** Called by the writer's thread. */
    private void isCommitted(Batch batch) {
        stages.reached(batch.last().last() ? Stage.PRODUCED_AND_COMMITTED : Stage.FRAGMENTS_COMMITTED);
        source.acknowledge(batch.last().resumePosition());
        committed.add(batch);
    }

    private void finishCommits() {
        writer.commit();
        tell();
    }

    private void tell() {
        for (Batch batch = committed.poll(); batch != null; batch = committed.poll()) {
            listener.committed(batch.last(), batch.transactions());
        }
    }

    /** Whether the source was read further than the log says, without a transaction. */
    private boolean hasMoved() {
        return assembler.position().filter(at -> !at.equals(told)).isPresent();
    }

    private long nanosUntilHeartbeat() {
        return pace.heartbeat().toNanos() - (clock.nanos() - lastCommitNanos);
    }
}
