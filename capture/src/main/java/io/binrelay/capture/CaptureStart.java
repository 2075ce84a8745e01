package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.util.regex.Pattern;

/** Where an empty relay log shall begin: the setting {@code capture.start}. */
public sealed interface CaptureStart {
    /** With the oldest binary log the source has. */
    record Earliest() implements CaptureStart {}

    /** With what the source writes from now on. */
    record Latest() implements CaptureStart {}

    /** With the event that begins at a position. */
    record At(FilePosition position) implements CaptureStart {
        public At {
            requireNonNull(position, "position is null");
        }
    }

    /** With the first transaction that is not in a GTID set. */
    record After(String gtidSet) implements CaptureStart {
        public After {
            requireNonNull(gtidSet, "gtidSet is null");
        }
    }

    /**
     * Reads the setting.
     *
     * @param text {@code earliest}, {@code latest}, {@code FILE:POS}, or a GTID set as the source writes it
     * @throws IllegalArgumentException the text is a position, but of a file that cannot be a binary log
     */
    static CaptureStart parse(String text) {
        return switch (text) {
            case "earliest" -> new Earliest();
            case "latest" -> new Latest();
            default ->
                Position.PATTERN.matcher(text).matches()
                        ? new At(FilePosition.parse(text))
                        : new After(text.replaceAll("\\s", ""));
        };
    }

    /** How a position looks; a GTID set has no dot. */
    final class Position {
        private static final Pattern PATTERN = Pattern.compile("[^\\s:,]+\\.[0-9]+:[0-9]+");

        private Position() {}
    }
}
