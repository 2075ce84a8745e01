package io.binrelay.relay.filter;

/** The tokens of a statement are not what was expected. */
final class NotUnderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstoodException(String message) {
        super(message);
    }
}
