package io.binrelay.capture;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import org.jspecify.annotations.Nullable;

/**
 * Notices a source whose binary log ends before what was read of it. A server that is reset while it is being read does
 * not say so: when the file it begins anew has the name of the one that was read, the dump goes on waiting in the
 * deleted file, heartbeats and all, until the new file has grown past the old one's size (MySQL 8.0.15, MariaDB
 * 11.4.5).
 *
 * <p>Thread-safe: one thread reads, another asks the source.
 */
final class SourceWatch {
    private @Nullable FilePosition read;
    private @Nullable FilePosition regressed;

    /** The log is written up to here in the source. */
    synchronized void reached(FilePosition position) {
        read = position;
    }

    /** Nothing is being read any more. */
    synchronized void forget() {
        read = null;
        regressed = null;
    }

    /** Up to where it was read; null while it is not. To be asked before the source is. */
    synchronized @Nullable FilePosition read() {
        return read;
    }

    /**
     * Takes what the source has said.
     *
     * @param readBefore what {@link #read()} was before it was asked
     * @param end where its binary log ends
     */
    synchronized void compare(@Nullable FilePosition readBefore, FilePosition end) {
        boolean stillReading = read != null;
        if (stillReading && readBefore != null && end.compareTo(readBefore) < 0) {
            regressed = end;
        }
    }

    /** @throws BinrelayException the source has gone back */
    synchronized void judge() {
        if (regressed != null) {
            throw new BinrelayException(
                    ErrorCode.SOURCE,
                    "The source's binary log begins anew: it was read up to " + read + ", and now ends at " + regressed
                            + ". The source was reset (RESET MASTER, RESET BINARY LOGS AND GTIDS) while it was read."
                            + " What it has written since is not in the relay log. Start a new channel for it and"
                            + " rebuild the replicas.");
        }
    }
}
