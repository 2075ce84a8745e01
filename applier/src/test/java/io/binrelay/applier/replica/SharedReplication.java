package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers that all tests of a class share; a static field with {@code @RegisterExtension}. */
final class SharedReplication implements BeforeAllCallback, AfterAllCallback {
    private final Start start;
    private @Nullable Replication replication;

    SharedReplication(Start start) {
        this.start = requireNonNull(start, "start is null");
    }

    /** Starts a source and a replica. */
    interface Start {
        Replication run() throws Exception;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        replication = start.run();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Replication started = replication;
        if (started != null) {
            started.close();
        }
    }

    /** While tests of the class run. */
    Replication get() {
        return requireNonNull(replication, "no test of the class runs");
    }
}
