package io.binrelay.relay.status;

/** How a service is doing, as it says itself. */
public enum ServiceState {
    /** Connecting, checking, finding its position. */
    STARTING,
    /** Does its work, or waits for some. */
    RUNNING,
    /** Lost a connection or met an error that may pass; tries again. */
    RETRYING,
    /** Stopped by an operator's order; the process is there and waits for the order to start. */
    HELD,
    /** As HELD, and forgotten by an operator's order: not listed with the other services of the channel. */
    FORGOTTEN,
    /** Another instance does the work; this one waits to take over. */
    STANDBY,
    /** Another instance has taken over; this one ends. */
    SUPERSEDED,
    /** Ended because it was asked to. */
    STOPPED,
    /** Ended, or waits for an operator, because of an error that does not pass by itself. */
    FAILED;

    /** Whether an instance in this state speaks for its service, or beside the one that does. */
    public boolean speaksForService() {
        return this != STANDBY && this != SUPERSEDED && this != FORGOTTEN;
    }

    /** Whether an instance in this state is in order: does the work, or stands by for it. */
    public boolean ready() {
        return this == RUNNING || this == STANDBY;
    }

    /** Whether it does its work as a thread of a server does that runs: also while it connects or tries again. */
    public boolean atWork() {
        return this == STARTING || this == RUNNING || this == RETRYING;
    }

    /** Whether nothing more is to be expected from the instance: silence is no sign of trouble. */
    public boolean ended() {
        return this == STOPPED || this == SUPERSEDED || this == FORGOTTEN;
    }
}
