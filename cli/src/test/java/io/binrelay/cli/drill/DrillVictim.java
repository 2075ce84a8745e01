package io.binrelay.cli.drill;

/** What a round kills at a moment of its own. */
enum DrillVictim {
    SOURCE,
    CAPTURE,
    /** One of the brokers. */
    BROKER
}
