package io.binrelay.schemas.binlog;

import io.binrelay.schemas.relay.LogicalClock;
import java.nio.charset.StandardCharsets;

/**
 * Parses GTID_TAGGED events (MySQL 8.3 and newer): a message of MySQL's serialization library.
 *
 * <p>A message is its version, its size, the number (plus 1) of the last field that a reader must know, then fields:
 * number and value, in ascending order, those that say nothing left out. Everything, even each byte of the UUID, is an
 * integer of variable length: the trailing one bits of the first byte count the bytes that follow, a zero bit ends them
 * unless the number needs all nine bytes, and the rest is the number, little end first; signed ones are x * 2 or -(x +
 * 1) * 2 + 1. Source: MySQL {@code libs/mysql/serialization/readme.md},
 * {@code libs/mysql/serialization/variable_length_integers.h} and {@code libs/mysql/binlog/event/control_events.h}
 * (Gtid_event::define_fields).
 */
final class TaggedGtidParser {
    private static final int VERSION = 1;
    private static final int LAST_KNOWN_FIELD = 11;
    private static final int UUID_LENGTH = 16;
    private static final int MAX_TAG_LENGTH = 32;

    private final EventReader reader;
    private int flags = GtidEvent.MAY_HAVE_STATEMENTS;
    private byte[] uuid = new byte[0];
    private long number;
    private String tag = "";
    private long lastCommitted;
    private long sequenceNumber;
    private long immediate;
    private long original;

    private TaggedGtidParser(EventReader reader) {
        this.reader = reader;
    }

    static GtidEvent parse(EventReader reader) {
        return new TaggedGtidParser(reader).parse();
    }

    private GtidEvent parse() {
        long version = unsigned("serialization version");
        if (version != VERSION) {
            throw new UnsupportedEventException(
                    EventType.GTID_TAGGED,
                    "its serialization version is " + version + ", known is " + VERSION,
                    "Use a newer version of binrelay");
        }
        unsigned("message size");
        long mustKnow = unsigned("last field to know") - 1;
        if (mustKnow > LAST_KNOWN_FIELD) {
            throw unknownField(mustKnow);
        }
        while (reader.hasRemaining()) {
            long field = unsigned("field number");
            if (field > LAST_KNOWN_FIELD) {
                break; // newer, and not needed: the message said so
            }
            field((int) field);
        }
        if (uuid.length == 0) {
            throw reader.malformed("uuid", "missing");
        }
        String prefix = GtidEvent.uuid(uuid) + (tag.isEmpty() ? ":" : ":" + tag + ":");
        return new GtidEvent(
                prefix + GtidEvent.positive(number, reader),
                flags,
                new LogicalClock(lastCommitted, sequenceNumber),
                GtidEvent.said(original == 0 ? immediate : original),
                GtidEvent.said(immediate));
    }

    private void field(int field) {
        switch (field) {
            case 0 -> flags = (int) unsigned("flags");
            case 1 -> {
                uuid = new byte[UUID_LENGTH];
                for (int i = 0; i < uuid.length; i++) {
                    uuid[i] = (byte) unsigned("uuid");
                }
            }
            case 2 -> number = signed("number");
            case 3 -> tag = text();
            case 4 -> lastCommitted = signed("last committed");
            case 5 -> sequenceNumber = signed("sequence number");
            case 6 -> immediate = unsigned("immediate commit timestamp");
            case 7 -> original = unsigned("original commit timestamp");
            default -> unsigned("transaction length, server versions or ticket");
        }
    }

    private static UnsupportedEventException unknownField(long field) {
        return new UnsupportedEventException(
                EventType.GTID_TAGGED,
                "its field " + field + " must not be ignored and is not known",
                "Use a newer version of binrelay");
    }

    private String text() {
        long length = unsigned("tag length");
        if (length < 0 || length > MAX_TAG_LENGTH) {
            throw reader.malformed("tag", "is " + length + " characters long");
        }
        return new String(reader.bytes((int) length, "tag"), StandardCharsets.US_ASCII);
    }

    private long signed(String field) {
        long encoded = unsigned(field);
        return (encoded >>> 1) ^ -(encoded & 1);
    }

    private long unsigned(String field) {
        int first = reader.uint8(field);
        int more = Integer.numberOfTrailingZeros(~first);
        if (more >= 8) {
            return reader.int64(field);
        }
        long value = (long) first >>> (more + 1);
        int bits = 7 - more;
        for (int i = 0; i < more; i++) {
            value |= (long) reader.uint8(field) << (bits + 8 * i);
        }
        return value;
    }
}
