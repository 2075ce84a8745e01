package io.binrelay.relay.status;

/** Takes what a service has to tell. Never throws, never waits: status must not hold up the work it is about. */
@FunctionalInterface
public interface StatusSink {
    /** The status from now on. May be called as often as it changes; how often it is announced is the sink's matter. */
    void publish(ServiceStatus status);

    /** A sink for services nobody watches. */
    StatusSink UNWATCHED = status -> {};
}
