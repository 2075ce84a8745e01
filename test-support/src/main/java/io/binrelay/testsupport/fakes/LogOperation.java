package io.binrelay.testsupport.fakes;

/** What a relay log is asked to do, where a fault can be injected. */
public enum LogOperation {
    /** A writer opens. */
    OPEN,
    /** A writer appends. */
    APPEND,
    /** A writer commits. */
    COMMIT,
    /** A reader polls. */
    POLL
}
