package io.binrelay.schemas.binlog;

/**
 * An event whose bytes contradict the binary log's format: a length that points behind its end, a number out of its
 * range. Either the event was damaged on its way or it is of a form this version does not know; it must not be guessed
 * at.
 */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and at which byte of the event */
    public MalformedEventException(String message) {
        super(message);
    }
}
