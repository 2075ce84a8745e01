package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.LogicalClock;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What MySQL puts in front of every transaction: a GTID, ANONYMOUS_GTID or GTID_TAGGED event.
 *
 * <p>Layout of the first two: flags (1 byte), UUID (16), number (8), and, each only if the ones before are there: type
 * of the clock (1, always 2), last committed (8), sequence number (8); immediate commit timestamp (7, its top bit says
 * that the original commit timestamp, 7, follows); transaction length (length-encoded); immediate server version (4,
 * its top bit says that the original one, 4, follows); commit group ticket (8). Source: MySQL
 * {@code libs/mysql/binlog/event/control_events.cpp} (Gtid_event). GTID_TAGGED, of MySQL 8.3 and newer, is a message of
 * MySQL's serialization library, see {@link TaggedGtidParser}.
 *
 * @param gtid {@code uuid:number} or {@code uuid:tag:number}; null for anonymous transactions
 * @param flags 1: the transaction may have statements (not only rows)
 * @param clock null where the source does not say (before MySQL 5.7.5)
 * @param originalCommitMicros commit on the first server, microseconds since the epoch; null where not said (before
 *     8.0.1)
 * @param immediateCommitMicros commit on this source, microseconds since the epoch; null where not said
 */
public record GtidEvent(
        @Nullable String gtid,
        int flags,
        @Nullable LogicalClock clock,
        @Nullable Long originalCommitMicros,
        @Nullable Long immediateCommitMicros) {
    /** {@link #flags}: statements may be among the events. */
    public static final int MAY_HAVE_STATEMENTS = 1;

    private static final int LOGICAL_CLOCK = 2;
    private static final int CLOCK_LENGTH = 17;
    private static final int TIMESTAMP_LENGTH = 7;
    private static final long ORIGINAL_FOLLOWS = 1L << 55;

    /**
     * Parses an event of one of the three types.
     *
     * @throws MalformedEventException when the bytes contradict the format
     * @throws UnsupportedEventException when a tagged GTID event has a field that must not be ignored and is not known
     */
    public static GtidEvent parse(BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        return switch (event.type()) {
            case EventType.GTID, EventType.ANONYMOUS_GTID -> parse(event.type(), reader);
            case EventType.GTID_TAGGED -> TaggedGtidParser.parse(reader);
            default -> throw new IllegalArgumentException("event type " + event.type() + " is no GTID event of MySQL");
        };
    }

    private static GtidEvent parse(int type, EventReader reader) {
        int flags = reader.uint8("flags");
        String uuid = uuid(reader.bytes(16, "uuid"));
        long number = reader.int64("number");
        String gtid = type == EventType.GTID ? uuid + ":" + positive(number, reader) : null;
        if (reader.remaining() < CLOCK_LENGTH || reader.uint8("clock type") != LOGICAL_CLOCK) {
            return new GtidEvent(gtid, flags, null, null, null);
        }
        LogicalClock clock = new LogicalClock(reader.int64("last committed"), reader.int64("sequence number"));
        if (reader.remaining() < TIMESTAMP_LENGTH) {
            return new GtidEvent(gtid, flags, clock, null, null);
        }
        long immediate = uint56(reader);
        long original = (immediate & ORIGINAL_FOLLOWS) == 0 ? immediate : uint56(reader);
        return new GtidEvent(gtid, flags, clock, said(original), said(immediate & ~ORIGINAL_FOLLOWS));
    }

    private static long uint56(EventReader reader) {
        return reader.uint48("commit timestamp") | (long) reader.uint8("commit timestamp") << 48;
    }

    /** A server that does not know a time says 0. */
    static @Nullable Long said(long micros) {
        return micros == 0 ? null : micros;
    }

    static long positive(long number, EventReader reader) {
        if (number <= 0) {
            throw reader.malformed("number", number + " is no transaction's number");
        }
        return number;
    }

    static String uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(requireNonNull(bytes, "bytes is null"));
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }
}
