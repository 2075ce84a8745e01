package io.binrelay.relay.service;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A failure whose message is meant for the operator: what happened, where, what to do. Never holds a secret. */
public class BinrelayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean retriable;

    public BinrelayException(ErrorCode code, String message) {
        this(code, message, false, null);
    }

    /** @param retriable whether trying the same again later can help, as after a lost connection */
    public BinrelayException(ErrorCode code, String message, boolean retriable, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code is null");
        this.retriable = retriable;
    }

    public ErrorCode code() {
        return code;
    }

    public boolean retriable() {
        return retriable;
    }

    /** The error number of the database server that is behind it, its own or a cause's; 0 where there is none. */
    public int errno() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerError server && server.errno() != 0) {
                return server.errno();
            }
        }
        return 0;
    }
}
