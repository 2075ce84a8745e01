package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of the relay log as a writer finds it: all it needs to go on.
 *
 * @param incarnation the topic's id; another one means another log, even under the same name
 * @param last the last record's header; null while the log is empty
 */
public record LogTail(String incarnation, @Nullable RecordHeader last) {
    public LogTail {
        requireNonNull(incarnation, "incarnation is null");
    }

    /** Where to read on in the source; empty while the log is. */
    public Optional<FilePosition> resumePosition() {
        return Optional.ofNullable(last).map(RecordHeader::resumePosition);
    }

    /** The number of the next transaction; the torn one's own when the log ends with fragments of one. */
    public long nextSequence() {
        if (last == null) {
            return 1;
        }
        return last.last() ? last.sequence() + 1 : last.sequence();
    }

    /** The attempt of the next transaction: one more than the torn one's. */
    public int nextAttempt() {
        return last == null || last.last() ? 0 : last.attempt() + 1;
    }
}
