package io.binrelay.relay.filter;

/** Whether a statement is to be replicated cannot be told for sure; the message names it and says what to do. */
public final class UndecidedStatementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecidedStatementException(String message) {
        super(message);
    }
}
