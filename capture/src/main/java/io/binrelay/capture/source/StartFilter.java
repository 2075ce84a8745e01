package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the events before a start position that cannot be asked for: COM_BINLOG_DUMP carries 32 bits, and in a
 * file that one huge transaction has made larger than 4 GiB the place behind it lies beyond them. Such a file is read
 * from its beginning.
 *
 * <p>For one thread.
 */
final class StartFilter {
    private @Nullable FilePosition awaited;

    private StartFilter(@Nullable FilePosition awaited) {
        this.awaited = awaited;
    }

    /** @param largestRequestable the largest offset that can be asked for */
    static StartFilter of(StartPosition from, long largestRequestable) {
        requireNonNull(from, "from is null");
        if (from instanceof StartPosition.AtFile at && at.position().offset() > largestRequestable) {
            return new StartFilter(at.position());
        }
        return new StartFilter(null);
    }

    /**
     * Whether the event is behind the start position, or tells file or format.
     *
     * @throws SourceException when no event begins at the start position
     */
    boolean delivers(BinlogEvent event) {
        FilePosition start = awaited;
        if (start == null) {
            return true;
        }
        boolean sameFile = event.file().equals(start.file());
        if (sameFile && event.endPosition() <= start.offset()) {
            awaited = event.endPosition() == start.offset() ? null : start;
            return event.type() == EventType.FORMAT_DESCRIPTION
                    || (event.type() == EventType.ROTATE && event.headerEndPosition() == 0);
        }
        throw new SourceException(
                "no event begins at the start position " + start + ": the source's next one ends at " + event.file()
                        + ":" + event.endPosition() + ". Take a position that SHOW BINLOG EVENTS lists",
                0,
                false,
                null);
    }
}
