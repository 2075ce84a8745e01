package io.binrelay.testsupport.servers;

/**
 * An embedded server could not be installed, started, reached or stopped. The message says which, why, and what to do.
 */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message what happened and what to do
     */
    public ServerException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message what happened and what to do
     * @param cause what it came from
     */
    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
