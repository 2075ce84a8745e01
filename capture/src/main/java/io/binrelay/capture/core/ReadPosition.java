package io.binrelay.capture.core;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.RotateEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the source was read, between transactions, and the format of the file that is being read. Never moves
 * back. For one thread.
 */
final class ReadPosition {
    private final @Nullable SourceFormat formatInLog;
    private @Nullable SourceFormat format;
    private @Nullable FilePosition position;

    ReadPosition(LogTail tail, StartPosition start) {
        this.formatInLog = formatOf(tail);
        // After a GTID set the source leaves out transactions: nothing before the first it sends is a place to resume
        // from,
        // because resuming there would bring those.
        this.position = start instanceof StartPosition.AtFile at ? at.position() : null;
    }

    private static @Nullable SourceFormat formatOf(LogTail tail) {
        RecordHeader last = tail.last();
        return last == null
                ? null
                : SourceFormat.of(last.resumePosition().file(), last.source().formatDescription());
    }

    /** Empty while not known. */
    Optional<FilePosition> position() {
        return Optional.ofNullable(position);
    }

    /** The position, unless it is in a file whose format has not been read yet. */
    Optional<FilePosition> settled() {
        return position().filter(at -> format != null && format.file().equals(at.file()));
    }

    /** @throws IllegalStateException the source has not told it yet */
    SourceFormat format() {
        if (format == null) {
            throw new IllegalStateException("the source has sent no FORMAT_DESCRIPTION");
        }
        return format;
    }

    /**
     * Takes the format of the file that follows.
     *
     * @throws BinrelayException it is the first, and its file is not the one that the log was written from
     */
    void beginFile(SourceFormat next) {
        if (format == null && formatInLog != null && formatInLog.file().equals(next.file())) {
            requireSameFile(formatInLog, next);
        }
        format = next;
    }

    /** Follows a ROTATE event between transactions to the file it names. */
    void rotate(BinlogEvent event) {
        RotateEvent rotate = RotateEvent.parse(event);
        advanceTo(new FilePosition(rotate.nextFile(), rotate.position()));
    }

    /** Moves behind an event between transactions. */
    void passOver(BinlogEvent event) {
        advanceTo(new FilePosition(event.file(), event.endPosition()));
    }

    /** To be asked for a place beyond 4 GiB, a source is made to begin with the file; that is no step back. */
    private void advanceTo(FilePosition next) {
        FilePosition at = position;
        if (at == null || (at.file().equals(next.file()) && next.offset() < at.offset())) {
            return;
        }
        moveTo(next);
    }

    /** Moves to the end of a transaction. */
    void moveTo(FilePosition next) {
        if (position != null && next.compareTo(position) < 0) {
            throw new BinrelayException(
                    ErrorCode.SOURCE,
                    "The source went back in its binary log, from " + position + " to " + next
                            + ". It was reset, or is not the server it was. Nothing was written from there.");
        }
        position = next;
    }

    /** Where an event begins. */
    FilePosition beginOf(BinlogEvent event) {
        long length = event.bytes().length + (long) format().checksumLength();
        return new FilePosition(event.file(), event.endPosition() - length);
    }

    private static void requireSameFile(SourceFormat inLog, SourceFormat found) {
        if (inLog.describesSameFileAs(found)) {
            return;
        }
        throw new BinrelayException(
                ErrorCode.SOURCE,
                "The source's " + found.file() + " is not the file that the relay log was written from: it is of "
                        + found.describe() + "; the one in the log was of " + inLog.describe()
                        + ". The source was reset (RESET MASTER), restored or replaced. Nothing was read from it."
                        + " Start a new channel for it and rebuild the replicas.");
    }
}
