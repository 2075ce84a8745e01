package io.binrelay.capture.source;

import io.binrelay.relay.service.ServerError;
import org.jspecify.annotations.Nullable;

/** The source cannot be reached, refused, or ended the stream. The message is meant for the operator. */
public final class SourceException extends RuntimeException implements ServerError {
    private static final long serialVersionUID = 1L;

    private final int errno;
    private final boolean retriable;

    /**
     * @param errno the server's error number, 0 where there is none
     * @param retriable whether trying again later can help: true for lost connections, false for refusals such as 1045
     *     or 1236
     */
    public SourceException(String message, int errno, boolean retriable, @Nullable Throwable cause) {
        super(message, cause);
        this.errno = errno;
        this.retriable = retriable;
    }

    @Override
    public int errno() {
        return errno;
    }

    /** Whether the source says that it cannot send what follows the position; why it cannot, it mostly does not. */
    public boolean isAboutPosition() {
        return SourceErrors.isAboutPosition(errno, String.valueOf(getMessage()));
    }

    public boolean retriable() {
        return retriable;
    }
}
