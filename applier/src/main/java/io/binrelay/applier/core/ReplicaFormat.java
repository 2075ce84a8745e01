package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.FormatDescription;
import io.binrelay.schemas.binlog.LittleEndian;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The FORMAT_DESCRIPTION event as it is given to a replica in front of the source's events: says that they have no
 * checksum, and nothing of the one file it came from, so that a new file of the same server is no new format.
 * Immutable.
 */
public final class ReplicaFormat {
    /** Behind the header: binlog version 2, server version 50. */
    private static final int CREATED_OFFSET = BinlogEvent.HEADER_LENGTH + 2 + 50;

    private final byte[] event;
    private final String serverVersion;

    private ReplicaFormat(byte[] event, String serverVersion) {
        this.event = event;
        this.serverVersion = serverVersion;
    }

    /**
     * Makes of the source's event the one for the replica.
     *
     * @param formatDescription the source's event, with or without its checksum
     * @throws io.binrelay.schemas.binlog.MalformedEventException it is none
     */
    public static ReplicaFormat of(byte[] formatDescription) {
        requireNonNull(formatDescription, "formatDescription is null");
        BinlogEvent source = new BinlogEvent("", 0, formatDescription);
        FormatDescription format = FormatDescription.parse(source);
        byte[] event = format.withoutChecksum(source);
        LittleEndian.putInt32(event, 0, 0); // written when
        LittleEndian.putInt32(event, 13, 0); // end position
        LittleEndian.putInt16(event, 17, 0); // flags: file in use
        LittleEndian.putInt32(event, CREATED_OFFSET, 0); // not 0: the server has just started
        return new ReplicaFormat(event, format.serverVersion());
    }

    /** The event, to be sent in a BINLOG statement. Not to be changed. */
    public byte[] event() {
        return event;
    }

    /** The source's version, e.g. {@code 8.0.15} or {@code 11.4.5-MariaDB-log}. */
    public String serverVersion() {
        return serverVersion;
    }

    /** Whether events of both can follow the same format description. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReplicaFormat that && Arrays.equals(event, that.event);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(event);
    }

    @Override
    public String toString() {
        return "format of " + serverVersion;
    }
}
