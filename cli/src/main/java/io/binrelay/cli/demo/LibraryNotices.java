package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Passes on what the servers say of their preparation, and knows whether they said anything of libaio. Thread-safe. */
final class LibraryNotices implements Consumer<String> {
    private static final String LIBRARY = "libaio";

    private final Engine engine;
    private final Consumer<String> listener;
    private final AtomicBoolean said = new AtomicBoolean();

    LibraryNotices(Engine engine, Consumer<String> listener) {
        this.engine = requireNonNull(engine, "engine is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    @Override
    public void accept(String notice) {
        if (notice.contains(LIBRARY)) {
            said.set(true);
        }
        listener.accept(notice);
    }

    /** What to say of libaio when the servers said nothing; empty where the engine does not need it or they did. */
    Optional<String> nothingDone() {
        if (engine != Engine.MYSQL || said.get()) {
            return Optional.empty();
        }
        return Optional.of(
                LIBRARY + ", which mysqld needs and a fresh machine lacks, is here already: nothing was installed.");
    }
}
