package io.binrelay.relay.service;

/** What kind of failure ends a verb or stops a service, and the exit code of the process that ends with it. */
public enum ErrorCode {
    /** A defect of binrelay itself. */
    INTERNAL(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A key is unknown, missing or has a value that is not allowed. */
    CONFIGURATION(3),
    /** The source cannot be reached or refuses (1045, 1236, a missing privilege, a setting that does not fit). */
    SOURCE(4),
    /** Kafka cannot be reached, refuses, or the relay log is not what it must be. */
    KAFKA(5),
    /** The replica cannot be reached, refuses, or a change cannot be applied to it. */
    APPLY(6),
    /** A comparison found a difference. */
    DIFFERENCE(7),
    /** A wait or a lag limit was exceeded. */
    TIMEOUT(8),
    /** The heap is too small, as for a large row. */
    MEMORY(9);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
