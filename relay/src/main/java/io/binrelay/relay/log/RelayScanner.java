package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a relay log without being a replica: no group, no ownership, no continuity check. Delivers every committed
 * record, those of voided attempts too; {@link WholeTransactions} leaves them out. Used by one thread.
 */
public final class RelayScanner implements AutoCloseable {
    private final RelayTopic topic;
    private final RawLog log;
    private final DecodedRecords decoder;

    /** Whether nothing was read yet since {@link #seek}. */
    private boolean beginning;

    /**
     * Connects; {@link #seek} must be called before reading.
     *
     * @throws BinrelayException (KAFKA) unreachable, or there is no such topic
     */
    public RelayScanner(KafkaSettings kafka, String channel, RecordDecoder decoder) {
        this.topic = new RelayTopic(requireNonNull(kafka, "kafka is null"), channel);
        topic.incarnation();
        this.log = new RawLog(kafka, topic, RawLog.LARGE_FETCH);
        this.decoder = new DecodedRecords(decoder, topic.name());
    }

    /**
     * What there is of the log now.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public LogBounds bounds() {
        return new LogBounds(topic.incarnation(), log.begin(), log.end());
    }

    /** Reads from this offset on, or from the next record on when it lies inside one. */
    public void seek(long offset) {
        log.seek(offset);
        decoder.reset();
        beginning = true;
    }

    /** Offset behind all that was read, and behind markers that were skipped. */
    public long position() {
        return decoder.openOffset().orElseGet(log::position);
    }

    /**
     * The next records; empty when none came in time, or only markers of transactions or parts of a large one.
     *
     * @throws BinrelayException (KAFKA) unreachable, the offset is not in the log, or a record cannot be decoded
     */
    public List<LoggedRecord> poll(Duration timeout) {
        List<LoggedRecord> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log.poll(timeout)) {
            RecordPart part = RecordPart.of(record);
            if (beginning && part != null && !part.isFirst()) {
                continue;
            }
            beginning = false;
            decoder.accept(record).ifPresent(records::add);
        }
        return records;
    }

    @Override
    public void close() {
        log.close();
    }
}
