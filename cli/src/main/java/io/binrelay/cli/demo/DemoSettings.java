package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.time.Duration;

/**
 * How the demo is to run.
 *
 * @param engine of all servers
 * @param seed of the load
 * @param load how long the source is under load, at least 20 s
 * @param keep whether everything goes on running at the end
 */
public record DemoSettings(Engine engine, long seed, Duration load, boolean keep) {
    /** Below this the parts of the demo are too short to see anything. */
    public static final Duration SHORTEST_LOAD = Duration.ofSeconds(20);

    public DemoSettings {
        requireNonNull(engine, "engine is null");
        requireNonNull(load, "load is null");
        if (load.compareTo(SHORTEST_LOAD) < 0) {
            throw new IllegalArgumentException("load of " + load.toSeconds() + " s is below the "
                    + SHORTEST_LOAD.toSeconds() + " s the demo needs");
        }
    }

    /** A part of the time under load. */
    Duration share(int percent) {
        return load.multipliedBy(percent).dividedBy(100);
    }
}
