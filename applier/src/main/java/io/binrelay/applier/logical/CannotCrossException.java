package io.binrelay.applier.logical;

/**
 * Something of the source that the replica's family cannot hold or run as it was. The message says what, why, and what
 * to do.
 */
public final class CannotCrossException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message a whole explanation with the remedy, without the table's name */
    public CannotCrossException(String message) {
        super(message);
    }
}
