package io.binrelay.benchmarks;

/** A benchmark could not be carried through: there are no figures. */
public final class BenchmarkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what happened, and where. */
    public BenchmarkException(String message) {
        super(message);
    }

    /** With what happened, where, and why. */
    public BenchmarkException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
