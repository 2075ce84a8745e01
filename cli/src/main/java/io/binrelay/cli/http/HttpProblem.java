package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as it stands; the message is for whoever made it. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP, 400 to 599 */
    public HttpProblem(int status, String message) {
        this(status, message, null);
    }

    /** @param cause not told to whoever made the request */
    public HttpProblem(int status, String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status is " + status);
        }
        this.status = status;
    }

    /** Status code of the answer. */
    public int status() {
        return status;
    }
}
