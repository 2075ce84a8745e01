package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last committed record, and the oldest. The last one's offset is not known: behind it may stand markers of
 * transactions and any number of aborted records. So it looks back in steps that grow until one holds a record.
 */
final class TailFinder {
    private static final long FIRST_STEP = 64;
    private static final long STEP_GROWTH = 16;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RawLog log;

    TailFinder(RawLog log) {
        this.log = log;
    }

    /** The last committed record, the first part of it if it has several; empty when there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> find() {
        long begin = log.begin();
        long end = log.end();
        long step = FIRST_STEP;
        while (true) {
            long from = Math.max(begin, end - step);
            Optional<ConsumerRecord<byte[], byte[]>> last = lastBetween(from, end);
            if (last.isPresent()) {
                return Optional.of(firstPartOf(last.get(), begin));
            }
            if (from == begin) {
                return last;
            }
            step *= STEP_GROWTH;
        }
    }

    /** The oldest committed record, or a part of it where retention cut it; empty when there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> first() {
        return Optional.ofNullable(firstBetween(log.begin(), log.end()));
    }

    /**
     * The parts of a record follow each other: one transaction of the partition's one writer, who is fenced before
     * another one writes. In between stands at most one marker, of the transaction before, whose commit may end
     * meanwhile.
     */
    private ConsumerRecord<byte[], byte[]> firstPartOf(ConsumerRecord<byte[], byte[]> last, long begin) {
        RecordPart part = RecordPart.of(last);
        if (part == null || part.isFirst()) {
            return last;
        }
        long offset = last.offset() - part.number() + 1;
        ConsumerRecord<byte[], byte[]> first = firstPartBetween(Math.max(begin, offset - 1), offset, last);
        if (first == null) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "The relay log ends with part " + part.number() + " of " + part.count() + " of a large record, at"
                            + " offset " + last.offset() + ", but the record's first part is not at offset " + offset
                            + " (the log begins at " + begin
                            + "): retention removed it, or the topic was changed by others."
                            + " Delete the topic, start capture and rebuild the replicas.");
        }
        return first;
    }

    private @Nullable ConsumerRecord<byte[], byte[]> firstPartBetween(
            long from, long to, ConsumerRecord<byte[], byte[]> last) {
        Progress progress = new Progress(from, to + 1);
        while (progress.goesOn()) {
            for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
                RecordPart part = RecordPart.of(record);
                if (record.offset() <= to
                        && part != null
                        && part.isFirst()
                        && HeaderFields.sequenceText(record).equals(HeaderFields.sequenceText(last))) {
                    return record;
                }
            }
        }
        return null;
    }

    private @Nullable ConsumerRecord<byte[], byte[]> firstBetween(long from, long end) {
        Progress progress = new Progress(from, end);
        while (progress.goesOn()) {
            List<ConsumerRecord<byte[], byte[]>> records = log.poll(POLL);
            if (!records.isEmpty()) {
                return records.get(0);
            }
        }
        return null;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> lastBetween(long from, long end) {
        Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
        Progress progress = new Progress(from, end);
        while (progress.goesOn()) {
            List<ConsumerRecord<byte[], byte[]>> records = log.poll(POLL);
            if (!records.isEmpty()) {
                last = Optional.of(records.get(records.size() - 1));
            }
        }
        return last;
    }

    /** Reading from one offset to another, as long as it moves. */
    private final class Progress {
        private final long end;
        private long position;
        private long moved = System.nanoTime();

        Progress(long from, long end) {
            this.end = end;
            this.position = from;
            log.seek(from);
        }

        /** Whether the end was not reached yet. */
        boolean goesOn() {
            long now = System.nanoTime();
            if (log.position() > position) {
                moved = now;
                position = log.position();
            }
            if (position < end && now - moved > PATIENCE.toNanos()) {
                throw new BinrelayException(
                        ErrorCode.KAFKA,
                        "The end of the relay log cannot be read: offset " + position + " of " + end
                                + " reached, and nothing more within " + PATIENCE.toSeconds() + " s.",
                        true,
                        null);
            }
            return position < end;
        }
    }
}
