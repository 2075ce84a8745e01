package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When capture commits and speaks.
 *
 * @param batchBytes a Kafka transaction is committed once it holds this many bytes; at least 1
 * @param batchTime a Kafka transaction is committed once it is this old. Both limits are only met under a backlog:
 *     otherwise whatever was read is committed as soon as nothing more is waiting
 * @param heartbeat an idle source is confirmed in the log after this time; positive
 */
public record CapturePace(long batchBytes, Duration batchTime, Duration heartbeat) {
    public CapturePace {
        requireNonNull(batchTime, "batchTime is null");
        requireNonNull(heartbeat, "heartbeat is null");
        if (batchBytes < 1) {
            throw new IllegalArgumentException("batchBytes is " + batchBytes);
        }
        if (batchTime.isNegative() || heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("batchTime is " + batchTime + ", heartbeat is " + heartbeat);
        }
    }
}
