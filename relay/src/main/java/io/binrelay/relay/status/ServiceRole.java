package io.binrelay.relay.status;

/** What a service does for its channel. */
public enum ServiceRole {
    CAPTURE,
    APPLIER
}
