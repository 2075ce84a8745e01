package io.binrelay.relay.events;

/** What an event tells beside the state. */
public enum EventKind {
    /** The service is in another state. */
    STATE,
    /** The service met an error that it had not met just before; it may be in another state. */
    ERROR,
    /** An error that was told before is over, or lasting: how often it was met; the service may be in another state. */
    REPEATED,
    /**
     * The service left out what its replica refused, as apply.skip.errors says; its error is what was left out last.
     */
    SKIPPED
}
