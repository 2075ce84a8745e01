package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.filter.FilterRules;
import java.time.Duration;

/**
 * How a channel is captured.
 *
 * @param start where an empty log begins
 * @param fragmentBytes a transaction that has grown to this size is continued in a further record; at least 1
 * @param pace when to commit and to confirm
 * @param patience how long the first connection to source and Kafka is tried before capture gives up; afterwards lost
 *     connections are tried for ever. Not negative
 * @param filters what of the source enters the log
 */
public record CaptureSettings(
        CaptureStart start, long fragmentBytes, CapturePace pace, Duration patience, FilterRules filters) {
    public CaptureSettings {
        requireNonNull(start, "start is null");
        requireNonNull(pace, "pace is null");
        requireNonNull(patience, "patience is null");
        requireNonNull(filters, "filters is null");
        if (fragmentBytes < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("fragmentBytes is " + fragmentBytes + ", patience is " + patience);
        }
    }

    /** Captures everything. */
    public CaptureSettings(CaptureStart start, long fragmentBytes, CapturePace pace, Duration patience) {
        this(start, fragmentBytes, pace, patience, FilterRules.NONE);
    }
}
