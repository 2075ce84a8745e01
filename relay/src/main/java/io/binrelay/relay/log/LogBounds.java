package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a relay log.
 *
 * @param incarnation the topic's id
 * @param begin offset of the oldest record still there, or of the next one
 * @param end offset behind the last committed record
 */
public record LogBounds(String incarnation, long begin, long end) {
    public LogBounds {
        requireNonNull(incarnation, "incarnation is null");
    }

    /**
     * Why a reader cannot begin here.
     *
     * @param number of the part of a record that stands at the offset
     * @param count how many parts that record has
     */
    public static BinrelayException insideRecord(String topic, long offset, int number, int count) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "Reading of " + topic + " cannot begin at offset " + offset + ": there stands part " + number + " of "
                        + count
                        + " of a large record. Either the offset is none that binrelay gave, or retention removed"
                        + " the parts before it; then rebuild the replica from a log that is whole.");
    }

    /** Why a reader that needs this offset cannot go on. */
    public static BinrelayException outOfRange(
            String topic, long offset, long begin, long end, @Nullable Throwable cause) {
        String found = "The next record needed has offset " + offset + ", but " + topic;
        if (offset < begin) {
            return new BinrelayException(
                    ErrorCode.KAFKA,
                    found + " begins at " + begin + ": retention ran past this reader. The records in between are gone;"
                            + " rebuild the replica.",
                    false,
                    cause);
        }
        return new BinrelayException(
                ErrorCode.KAFKA,
                found + " ends at " + end + ": records that were read before are gone (an unclean leader election, or a"
                        + " topic restored from a backup). The replica is ahead of its log; rebuild it.",
                false,
                cause);
    }
}
