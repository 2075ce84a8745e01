package io.binrelay.relay.config;

/** What a service does after an error that does not pass. */
public enum ErrorAction {
    /** Waits for an operator's order to start, as a replica's threads do. */
    WAIT,
    /** Ends with an exit code, for whoever starts processes again. */
    EXIT
}
