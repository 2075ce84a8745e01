package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A place in the relay log, as it can be typed. */
public sealed interface Place {
    /** What can be typed, for messages and help. */
    String ALLOWED = "earliest, latest, an offset (4711), a position FILE:POS (binlog.000003:154), a GTID"
            + " (3e11fa47-71ca-11e1-9e33-c80aa9429562:23, 0-1-23), or a time (2026-03-04T05:06:07Z; without a zone:"
            + " local time)";

    /** The oldest record there is. */
    record Earliest() implements Place {}

    /** The end of the log at the time of asking. */
    record Latest() implements Place {}

    /** An offset of the topic. */
    record Offset(long offset) implements Place {}

    /** A position in the source's binary log. */
    record Position(FilePosition position) implements Place {
        public Position {
            requireNonNull(position, "position is null");
        }
    }

    /** A transaction. */
    record Gtid(String gtid) implements Place {
        public Gtid {
            requireNonNull(gtid, "gtid is null");
        }
    }

    /** A time of commit on the source. */
    record Time(Instant time) implements Place {
        public Time {
            requireNonNull(time, "time is null");
        }
    }

    /** How what was typed is told apart. */
    final class Forms {
        private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");
        private static final Pattern POSITION = Pattern.compile("[^:]+\\.[0-9]+:[0-9]+");
        private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*");
        private static final Pattern GTID =
                Pattern.compile("[0-9]+-[0-9]+-[0-9]+|[0-9a-fA-F-]{36}(:[a-z_][a-z0-9_]*)?:[0-9]+");

        private Forms() {}
    }

    /**
     * Reads what was typed.
     *
     * @param zone of times without one
     * @throws IllegalArgumentException it is nothing of {@link #ALLOWED}
     */
    static Place parse(String text, ZoneId zone) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        if (Forms.OFFSET.matcher(text).matches()) {
            return new Offset(Long.parseLong(text));
        }
        if (Forms.POSITION.matcher(text).matches()) {
            return new Position(FilePosition.parse(text));
        }
        if (Forms.TIME.matcher(text).matches()) {
            return new Time(time(text.replace(' ', 'T'), zone));
        }
        if (Forms.GTID.matcher(text).matches()) {
            return new Gtid(text);
        }
        throw refused(text);
    }

    private static Instant time(String text, ZoneId zone) {
        try {
            return text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            IllegalArgumentException refused = refused(text);
            refused.initCause(e);
            throw refused;
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no place in the log. Allowed is " + ALLOWED);
    }
}
