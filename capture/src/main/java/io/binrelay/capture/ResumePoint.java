package io.binrelay.capture;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import io.binrelay.schemas.relay.RecordHeader;

/**
 * Decides where capture begins to read: behind the last transaction of the relay log, or, while that is empty, where
 * the configuration says. There is no other store of the position.
 *
 * <p>Before it goes on it makes sure that the source is the server the log was written from and still holds what was
 * read: the same family and {@code server_uuid}, the file there and not shorter than it was (traps 64 and 90), the last
 * transaction known. That the file is the same and not only of the same name is checked by the assembler when it sees
 * the file's format description.
 *
 * <p>Stateless.
 */
public final class ResumePoint {
    private static final String START_ANEW = "Start a new channel for it and rebuild the replicas.";

    private ResumePoint() {}

    /**
     * The position to stream from.
     *
     * @param configured used only while the log is empty
     * @throws BinrelayException the source cannot continue the log, or does not have the configured position; nothing
     *     was read
     */
    public static StartPosition decide(LogTail tail, CaptureStart configured, SourceInspection source) {
        RecordHeader last = tail.last();
        if (last == null) {
            return begin(requireNonNull(configured, "configured is null"), source);
        }
        requireSameServer(last, source);
        FilePosition position = last.resumePosition();
        requirePresent(position, source);
        requireKnown(last, source);
        return new StartPosition.AtFile(position);
    }

    private static StartPosition begin(CaptureStart configured, SourceInspection source) {
        if (configured instanceof CaptureStart.After after) {
            return new StartPosition.AfterGtids(after.gtidSet());
        }
        if (configured instanceof CaptureStart.At at) {
            requireConfiguredPresent(at.position(), source);
            return new StartPosition.AtFile(at.position());
        }
        boolean latest = configured instanceof CaptureStart.Latest;
        FilePosition position = latest ? source.position() : source.earliest().orElse(null);
        if (position == null) {
            throw new BinrelayException(
                    ErrorCode.SOURCE,
                    "The source shows no binary log files. Switch on log_bin, or grant the account of source.user the"
                            + " privilege to see them.");
        }
        return new StartPosition.AtFile(position);
    }

    private static void requireConfiguredPresent(FilePosition position, SourceInspection source) {
        long size = sizeOf(position.file(), source);
        if (size < position.offset()) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    "capture.start is " + position + ", but the source has " + describe(source, position.file(), size)
                            + ". Give a position that SHOW BINLOG EVENTS lists, or earliest, or latest.");
        }
    }

    private static void requireSameServer(RecordHeader last, SourceInspection source) {
        SourceInspection.Server server = source.server();
        String uuid = requireNonNullElse(server.uuid(), "");
        if (server.family() != last.source().family()) {
            throw refuse("The source is a " + server.family() + " server, the relay log was written from "
                    + last.source().family() + ". " + START_ANEW);
        }
        if (!uuid.equals(last.source().uuid())) {
            throw refuse("The source is not the server that the relay log was written from: its server_uuid is " + uuid
                    + ", in the log it is " + last.source().uuid()
                    + ". Set source.host and source.port to that server. If this one replaces it: " + START_ANEW);
        }
    }

    private static void requirePresent(FilePosition position, SourceInspection source) {
        long size = sizeOf(position.file(), source);
        if (size < 0 && isBehindAll(position, source)) {
            throw refuse(
                    "The source's binary log is not the one that the relay log was written from: the relay log ends at "
                            + position + ", the source has " + describe(source, position.file(), size)
                            + ". The source was reset (RESET MASTER, RESET BINARY LOGS AND GTIDS), was restored from an older"
                            + " backup, or lost files; the replicas hold transactions that it does not. Nothing was read from it. "
                            + START_ANEW);
        }
        if (size < 0) {
            throw refuse("The source has purged what capture needs next (as error 1236 says): the relay log ends at "
                    + position + ", the source has " + describe(source, position.file(), size)
                    + ". What was in between cannot be had any more. " + START_ANEW
                    + " Keep binary logs longer (binlog_expire_logs_seconds) than capture may be down.");
        }
        if (size < position.offset()) {
            throw refuse("The source has lost the end of its binary log: the relay log ends at " + position
                    + ", but the source has " + describe(source, position.file(), size)
                    + ". It crashed without sync_binlog=1, was restored from a backup or reset; the replicas hold"
                    + " transactions that it does not. " + START_ANEW);
        }
    }

    private static void requireKnown(RecordHeader last, SourceInspection source) {
        String gtid = last.gtid();
        // Torn transactions are read again from their begin; a source without GTIDs has nothing to compare.
        if (gtid == null || !last.last() || source.gtidSet().isEmpty()) {
            return;
        }
        if (!GtidSet.parse(source.server().family(), source.gtidSet()).contains(gtid)) {
            // A source sends a transaction a moment before it counts it as executed: that passes.
            throw new BinrelayException(
                    ErrorCode.SOURCE,
                    "The source does not know the last transaction of the relay log, " + gtid + ", which ended at "
                            + last.end() + ": it has " + source.gtidSet()
                            + ". If that does not pass, the source was reset or restored from an older backup. "
                            + START_ANEW,
                    true,
                    null);
        }
    }

    private static BinrelayException refuse(String message) {
        return new BinrelayException(ErrorCode.SOURCE, message);
    }

    /** Whether the source has only files that are older, by their numbers; purging takes away the oldest. */
    private static boolean isBehindAll(FilePosition position, SourceInspection source) {
        return source.files().stream()
                .noneMatch(file -> new FilePosition(file.name(), position.offset()).compareTo(position) > 0);
    }

    /** The file's size, -1 when there is no such file. */
    private static long sizeOf(String file, SourceInspection source) {
        return source.files().stream()
                .filter(each -> each.name().equals(file))
                .mapToLong(BinlogFile::size)
                .findFirst()
                .orElse(-1);
    }

    private static String describe(SourceInspection source, String file, long size) {
        if (size >= 0) {
            return file + " only up to " + size;
        }
        if (source.files().isEmpty()) {
            return "no binary log files";
        }
        return source.files().get(0).name() + " to "
                + source.files().get(source.files().size() - 1).name();
    }
}
