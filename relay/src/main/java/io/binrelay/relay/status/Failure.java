package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;

/**
 * The last error of a service.
 *
 * @param message what the operator reads
 * @param atMillis when, milliseconds since the epoch
 */
public record Failure(ErrorCode code, String message, long atMillis) {
    public Failure {
        requireNonNull(code, "code is null");
        requireNonNull(message, "message is null");
    }

    /** What a throwable means to an operator: its own words when it is ours, else class and message. */
    public static Failure of(Throwable thrown, long atMillis) {
        if (thrown instanceof BinrelayException ours) {
            return new Failure(ours.code(), String.valueOf(ours.getMessage()), atMillis);
        }
        return new Failure(ErrorCode.INTERNAL, thrown.toString(), atMillis);
    }
}
