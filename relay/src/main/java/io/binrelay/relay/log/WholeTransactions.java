package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a relay log and leaves out what is void: fragments of attempts that were never finished, and a transaction's or
 * a record's rest when reading begins inside it. Heartbeats are delivered. Used by one thread.
 *
 * <p>Keeps no transaction in memory: before the first fragment of a transaction is delivered, a second reader looks
 * ahead, at the headers only, whether the attempt was finished. A transaction that is still being written is held back
 * until it is.
 */
public final class WholeTransactions implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** What is decoded takes many times its size. */
    private static final int MOST_BYTES_AT_ONCE = 1 << 20;

    private final RawLog log;
    private final RawLog ahead;
    private final DecodedRecords decoder;
    private final int mostRecordBytes;
    private final List<ConsumerRecord<byte[], byte[]>> pending = new ArrayList<>();

    /** The attempt whose fragments are delivered now. */
    private @Nullable Attempt accepted;

    /** Whether the record that began last is wanted, and so its further parts. */
    private boolean wantedSoFar;

    /** The attempt whose end is being looked for; it begins with the first pending record. */
    private @Nullable Attempt undecided;

    private enum Fate {
        FINISHED,
        VOID,
        OPEN
    }

    private record Attempt(long sequence, int attempt) {
        static Attempt of(HeaderFields fields) {
            return new Attempt(fields.sequence(), fields.attempt());
        }
    }

    /**
     * Connects; {@link #seek} must be called before reading.
     *
     * @throws BinrelayException (KAFKA) unreachable, or there is no such topic
     */
    public WholeTransactions(KafkaSettings kafka, String channel, RecordDecoder decoder) {
        this(kafka, channel, decoder, RawLog.LARGE_FETCH, Integer.MAX_VALUE);
    }

    private WholeTransactions(
            KafkaSettings kafka, String channel, RecordDecoder decoder, int fetchBytes, int mostRecordBytes) {
        RelayTopic topic = new RelayTopic(requireNonNull(kafka, "kafka is null"), channel);
        topic.incarnation();
        this.mostRecordBytes = mostRecordBytes;
        this.log = new RawLog(kafka, topic, fetchBytes);
        this.ahead = new RawLog(kafka, topic, fetchBytes);
        this.decoder = new DecodedRecords(decoder, topic.name());
    }

    /**
     * Connects, to read a few of them beside other work: with little memory.
     *
     * @param mostRecordBytes a record that is larger, and so stands there in parts, is an error (USAGE) when its turn
     *     comes; {@link #position} is its offset then
     */
    public static WholeTransactions ofFew(
            KafkaSettings kafka, String channel, RecordDecoder decoder, int mostRecordBytes) {
        return new WholeTransactions(kafka, channel, decoder, RawLog.SMALL_FETCH, mostRecordBytes);
    }

    /** Reads from this offset on. */
    public void seek(long offset) {
        log.seek(offset);
        decoder.reset();
        pending.clear();
        wantedSoFar = false;
        accepted = null;
        undecided = null;
    }

    /** Offset of the next record to be judged: all before it were delivered or are void. */
    public long position() {
        return decoder.openOffset()
                .orElseGet(() ->
                        pending.isEmpty() ? log.position() : pending.get(0).offset());
    }

    /**
     * The next records of whole transactions; empty when none came in time.
     *
     * @throws BinrelayException (KAFKA) unreachable, the offset is not in the log, or a record cannot be decoded;
     *     (USAGE) the next one is larger than this reader takes
     */
    public List<LoggedRecord> poll(Duration timeout) {
        if (pending.isEmpty()) {
            pending.addAll(log.poll(timeout));
        }
        List<LoggedRecord> delivered = new ArrayList<>();
        int judged = 0;
        int bytes = 0;
        while (judged < pending.size() && bytes < MOST_BYTES_AT_ONCE) {
            ConsumerRecord<byte[], byte[]> record = pending.get(judged);
            if (judged > 0 && isTooLarge(record)) {
                break;
            }
            // Waiting for the rest of a transaction must not hold back what comes before it.
            Optional<Boolean> wanted = isWanted(record, delivered.isEmpty() ? timeout : Duration.ZERO);
            if (wanted.isEmpty()) {
                break;
            }
            if (wanted.get()) {
                refuseTooLarge(record);
                decoder.accept(record).ifPresent(delivered::add);
                bytes += record.serializedValueSize();
            }
            judged++;
        }
        pending.subList(0, judged).clear();
        return delivered;
    }

    @Override
    public void close() {
        log.close();
        ahead.close();
    }

    private boolean isTooLarge(ConsumerRecord<byte[], byte[]> record) {
        RecordPart part = RecordPart.of(record);
        return part != null && part.isFirst() && part.totalBytes() > mostRecordBytes;
    }

    private void refuseTooLarge(ConsumerRecord<byte[], byte[]> record) {
        if (isTooLarge(record)) {
            throw new BinrelayException(
                    ErrorCode.USAGE,
                    "The record at offset " + record.offset() + " of " + record.topic() + " has "
                            + requireNonNull(RecordPart.of(record), "no part").totalBytes() + " bytes, more than the "
                            + mostRecordBytes + " that are read here.");
        }
    }

    /** Whether a record is of a whole transaction; empty while that is open. */
    private Optional<Boolean> isWanted(ConsumerRecord<byte[], byte[]> record, Duration timeout) {
        RecordPart part = RecordPart.of(record);
        if (part != null && !part.isFirst()) {
            return Optional.of(wantedSoFar);
        }
        Optional<Boolean> wanted = isFirstPartWanted(record, timeout);
        wantedSoFar = wanted.orElse(false);
        return wanted;
    }

    private Optional<Boolean> isFirstPartWanted(ConsumerRecord<byte[], byte[]> record, Duration timeout) {
        HeaderFields fields = HeaderFields.of(record);
        if (fields.heartbeat() || (fields.fragment() == 0 && fields.last())) {
            accepted = null;
            return Optional.of(true);
        }
        Attempt attempt = Attempt.of(fields);
        if (fields.fragment() > 0) {
            return Optional.of(attempt.equals(accepted));
        }
        if (!attempt.equals(undecided)) {
            undecided = attempt;
            ahead.seek(record.offset() + 1);
        }
        Fate fate = fateOf(attempt, timeout);
        if (fate == Fate.OPEN) {
            return Optional.empty();
        }
        undecided = null;
        accepted = fate == Fate.FINISHED ? attempt : null;
        return Optional.of(fate == Fate.FINISHED);
    }

    /** Looks ahead to the end of the log, and waits there for as long as told. */
    private Fate fateOf(Attempt attempt, Duration timeout) {
        long end = ahead.end();
        while (true) {
            boolean atEnd = ahead.position() >= end;
            for (ConsumerRecord<byte[], byte[]> record : ahead.poll(atEnd ? timeout : LOOK)) {
                HeaderFields fields = HeaderFields.of(record);
                if (fields.heartbeat()) {
                    continue;
                }
                if (!Attempt.of(fields).equals(attempt)) {
                    return Fate.VOID;
                }
                if (fields.last()) {
                    return Fate.FINISHED;
                }
            }
            if (atEnd) {
                return Fate.OPEN;
            }
        }
    }
}
