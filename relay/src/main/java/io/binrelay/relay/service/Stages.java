package io.binrelay.relay.service;

/** Told when a stage is reached. In production nothing happens; tests end the process or throw. */
@FunctionalInterface
public interface Stages {
    void reached(Stage stage);

    /** Stages nobody watches. */
    Stages UNWATCHED = stage -> {};
}
