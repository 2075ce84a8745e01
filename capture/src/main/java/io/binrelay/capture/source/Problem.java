package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

/**
 * A defect of a source that keeps capture from replicating it exactly.
 *
 * @param message what is wrong, without a full stop
 * @param remedy what to do about it, one or more sentences without the last full stop
 */
public record Problem(String message, String remedy) {
    public Problem {
        requireNonNull(message, "message is null");
        requireNonNull(remedy, "remedy is null");
    }

    /** {@code MESSAGE. REMEDY}. */
    @Override
    public String toString() {
        return message + ". " + remedy;
    }
}
