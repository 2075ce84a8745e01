package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the last committed record. Its offset is not known: behind it may stand markers of transactions and any number
 * of aborted records. So it looks back in steps that grow until one holds a record.
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

    /** The last committed record; empty when there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> find() {
        long begin = log.begin();
        long end = log.end();
        long step = FIRST_STEP;
        while (true) {
            long from = Math.max(begin, end - step);
            Optional<ConsumerRecord<byte[], byte[]>> last = lastBetween(from, end);
            if (last.isPresent() || from == begin) {
                return last;
            }
            step *= STEP_GROWTH;
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> lastBetween(long from, long end) {
        Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
        log.seek(from);
        long moved = System.nanoTime();
        long position = from;
        while (position < end) {
            List<ConsumerRecord<byte[], byte[]>> records = log.poll(POLL);
            if (!records.isEmpty()) {
                last = Optional.of(records.get(records.size() - 1));
            }
            long now = System.nanoTime();
            if (log.position() > position) {
                moved = now;
                position = log.position();
            }
            if (now - moved > PATIENCE.toNanos()) {
                throw new BinrelayException(
                        ErrorCode.KAFKA,
                        "The end of the relay log cannot be read: offset " + position + " of " + end
                                + " reached, and nothing more within " + PATIENCE.toSeconds() + " s.",
                        true,
                        null);
            }
        }
        return last;
    }
}
