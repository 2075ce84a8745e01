package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * Where an applier is to stop by itself, as {@code START REPLICA UNTIL} has it. Immutable; its text is the form that
 * {@link #parse} reads.
 */
public sealed interface Until {
    /** What may be written, for messages and help. */
    String ALLOWED = "FILE:POS, gtid=SET, before-gtid=SET, offset=N or time=2026-03-04T05:06:07Z";

    /**
     * UNTIL SQL_AFTER_GTIDS: everything of the set is applied.
     *
     * @param set in the text form of either family
     */
    record AfterGtids(String set) implements Until {
        public AfterGtids {
            requireGtidSet(set);
        }

        @Override
        public String toString() {
            return "gtid=" + set;
        }
    }

    /**
     * UNTIL SQL_BEFORE_GTIDS: the next transaction is of the set.
     *
     * @param set in the text form of either family
     */
    record BeforeGtids(String set) implements Until {
        public BeforeGtids {
            requireGtidSet(set);
        }

        @Override
        public String toString() {
            return "before-gtid=" + set;
        }
    }

    /** UNTIL SOURCE_LOG_FILE, SOURCE_LOG_POS: the next transaction begins there in the source's log, or behind it. */
    record AtPosition(FilePosition position) implements Until {
        public AtPosition {
            requireNonNull(position, "position is null");
        }

        @Override
        public String toString() {
            return position.toString();
        }
    }

    /** UNTIL RELAY_LOG_POS: the next record has this offset in the relay log, or a higher one. */
    record AtOffset(long offset) implements Until {
        public AtOffset {
            if (offset < 0) {
                throw new IllegalArgumentException("offset is " + offset);
            }
        }

        @Override
        public String toString() {
            return "offset=" + offset;
        }
    }

    /** The next transaction was committed on the source later than this. */
    record AfterTime(Instant time) implements Until {
        public AfterTime {
            requireNonNull(time, "time is null");
        }

        @Override
        public String toString() {
            return "time=" + time;
        }
    }

    /**
     * Reads what was typed, or what an order says.
     *
     * @throws IllegalArgumentException it is none of {@link #ALLOWED}
     */
    static Until parse(String text) {
        int equals = requireNonNull(text, "text is null").indexOf('=');
        String value = text.substring(equals + 1).strip();
        try {
            return switch (equals < 0 ? "" : text.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "" -> new AtPosition(FilePosition.parse(value));
                case "gtid" -> new AfterGtids(value);
                case "before-gtid" -> new BeforeGtids(value);
                case "offset" -> new AtOffset(Long.parseLong(value));
                case "time" -> new AfterTime(Instant.parse(value));
                default -> throw new IllegalArgumentException("unknown kind");
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "': allowed is " + ALLOWED, e);
        }
    }

    private static void requireGtidSet(String set) {
        if (GtidSet.ofEither(set).isEmpty()) {
            throw new IllegalArgumentException("'" + set + "' is no set of GTIDs");
        }
    }
}
