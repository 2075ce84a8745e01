package io.binrelay.relay.service;

import java.util.Map;

/**
 * Work that goes on until it is told to end. {@link ServiceRuntime} runs it; {@link #runOnce} and {@link #close} are
 * called by one thread.
 */
public interface Service extends AutoCloseable {
    /**
     * One round. Returns within about a second, also when there is nothing to do or a pause is due; failures that may
     * pass are the service's own to retry.
     *
     * @throws BinrelayException it cannot go on; ends the service
     */
    void runOnce();

    /**
     * Told by another thread that {@link #runOnce} should return early, as from a statement that takes long. Must not
     * wait.
     */
    default void hurry() {}

    /** What it measures beside its status, name to value, at this moment. Called by other threads; must not wait. */
    default Map<String, Double> measurements() {
        return Map.of();
    }

    /** Ends in order: gives up what is half done, says farewell. Called in every case. */
    @Override
    void close();
}
