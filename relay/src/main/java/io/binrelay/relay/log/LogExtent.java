package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a relay log holds of its source's binary log.
 *
 * @param bounds its offsets
 * @param first where its oldest transaction begins in the source; null while it is empty
 * @param tail its last record
 */
public record LogExtent(LogBounds bounds, @Nullable FilePosition first, LogTail tail) {
    public LogExtent {
        requireNonNull(bounds, "bounds is null");
        requireNonNull(tail, "tail is null");
    }

    /**
     * Looks at a log, without taking part in it.
     *
     * @throws io.binrelay.relay.service.BinrelayException (KAFKA) unreachable, there is no such topic, or its records
     *     are not binrelay's
     */
    public static LogExtent of(KafkaSettings kafka, String channel, RecordDecoder decoder) {
        RelayTopic topic = new RelayTopic(kafka, channel);
        String incarnation = topic.incarnation();
        try (RawLog log = new RawLog(kafka, topic, RawLog.SMALL_FETCH)) {
            TailFinder records = new TailFinder(log);
            LogBounds bounds = new LogBounds(incarnation, log.begin(), log.end());
            FilePosition first = records.first()
                    .map(record -> HeaderFields.of(record).begin())
                    .orElse(null);
            LogTail tail = new LogTail(
                    incarnation,
                    records.find()
                            .map(record -> new DecodedRecords(decoder, topic.name()).header(record))
                            .orElse(null));
            return new LogExtent(bounds, first, tail);
        }
    }

    /** Behind what of the source the log holds everything; empty while it is empty. */
    public Optional<FilePosition> end() {
        return tail.resumePosition();
    }
}
