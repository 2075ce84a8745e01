package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.regex.Pattern;

/**
 * The last error of a service.
 *
 * @param errno the error number of the database server, as MySQL's Last_SQL_Errno (1062, 1146); 0 where none said it
 * @param message what the operator reads
 * @param atMillis when it was met first, milliseconds since the epoch
 * @param times how often it was met in a row since then, at least 1; the 0 of announcements that do not tell counts as
 *     1
 */
public record Failure(ErrorCode code, int errno, String message, long atMillis, long times) {
    /** Attempts at the same thing differ in times, offsets and durations only. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+([.,][0-9]+)*");

    public Failure {
        requireNonNull(code, "code is null");
        requireNonNull(message, "message is null");
        if (errno < 0 || times < 0) {
            throw new IllegalArgumentException("errno " + errno + ", times " + times);
        }
        times = Math.max(1, times);
    }

    /** One that no database server has said, met now for the first time. */
    public static Failure of(ErrorCode code, String message, long atMillis) {
        return new Failure(code, 0, message, atMillis, 1);
    }

    /** What a throwable means to an operator: its own words when it is ours, else class and message. */
    public static Failure of(Throwable thrown, long atMillis) {
        if (thrown instanceof BinrelayException ours) {
            return new Failure(ours.code(), ours.errno(), String.valueOf(ours.getMessage()), atMillis, 1);
        }
        return of(ErrorCode.INTERNAL, thrown.toString(), atMillis);
    }

    /** Whether the other one is the same error, met again: it says the same, but for numbers. */
    public boolean isLike(Failure other) {
        return code == other.code && errno == other.errno && withoutNumbers().equals(other.withoutNumbers());
    }

    /** Met so many times more; the time stays that of the first. */
    public Failure again(long more) {
        return new Failure(code, errno, message, atMillis, times + more);
    }

    private String withoutNumbers() {
        return NUMBER.matcher(message).replaceAll("#");
    }
}
