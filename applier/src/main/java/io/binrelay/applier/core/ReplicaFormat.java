package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The FORMAT_DESCRIPTION event as it is given to a replica in front of the source's events: says that they have no
 * checksum, and nothing of the one file it came from, so that a new file of the same server is no new format.
 *
 * <p>Layout behind the 19 byte header (MySQL internals, "Format_description_event"): binlog version 2, server version
 * 50, created 4, header length 1, post-header lengths of all event types, checksum algorithm 1, checksum 4.
 */
public final class ReplicaFormat {
    private static final int VERSION_OFFSET = 19 + 2;
    private static final int VERSION_LENGTH = 50;
    private static final int CREATED_OFFSET = VERSION_OFFSET + VERSION_LENGTH;
    private static final int POST_HEADERS_OFFSET = CREATED_OFFSET + 5;

    /**
     * The array holds the event's own post-header length too: everything from the binlog version to the array's end.
     */
    private static final int OWN_POST_HEADER_INDEX = 14;

    private static final int FIXED_LENGTH = 57;
    private static final int FOOTER_LENGTH = 1 + 4;

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
     * @throws IllegalArgumentException it is none
     */
    public static ReplicaFormat of(byte[] formatDescription) {
        requireNonNull(formatDescription, "formatDescription is null");
        int end = formatDescription.length > POST_HEADERS_OFFSET + OWN_POST_HEADER_INDEX
                ? POST_HEADERS_OFFSET
                        + (formatDescription[POST_HEADERS_OFFSET + OWN_POST_HEADER_INDEX] & 0xff)
                        - FIXED_LENGTH
                : Integer.MAX_VALUE;
        if (end < POST_HEADERS_OFFSET || end > formatDescription.length) {
            throw new IllegalArgumentException(
                    "the format description of " + formatDescription.length + " bytes is malformed");
        }
        byte[] event = Arrays.copyOf(formatDescription, end + FOOTER_LENGTH);
        Arrays.fill(event, end, event.length, (byte) 0);
        LittleEndian.putInt32(event, 0, 0); // written when
        LittleEndian.putInt32(event, 9, event.length);
        LittleEndian.putInt32(event, 13, 0); // end position
        LittleEndian.putInt16(event, 17, 0); // flags: file in use
        LittleEndian.putInt32(event, CREATED_OFFSET, 0); // not 0: the server has just started
        return new ReplicaFormat(event, versionOf(formatDescription));
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

    private static String versionOf(byte[] event) {
        int length = 0;
        while (length < VERSION_LENGTH && event[VERSION_OFFSET + length] != 0) {
            length++;
        }
        return new String(event, VERSION_OFFSET, length, StandardCharsets.ISO_8859_1);
    }
}
