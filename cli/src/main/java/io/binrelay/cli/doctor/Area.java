package io.binrelay.cli.doctor;

import io.binrelay.relay.service.ErrorCode;

/** What a check is about; the first one that fails decides the exit code. */
public enum Area {
    /** What was given contradicts itself. */
    CONFIGURATION(ErrorCode.CONFIGURATION),
    /** The source, and capture. */
    SOURCE(ErrorCode.SOURCE),
    /** The brokers and the relay topic. */
    KAFKA(ErrorCode.KAFKA),
    /** A replica, and its applier. */
    REPLICA(ErrorCode.APPLY);

    private final ErrorCode code;

    Area(ErrorCode code) {
        this.code = code;
    }

    /** The exit code when a check of it fails. */
    public ErrorCode code() {
        return code;
    }
}
