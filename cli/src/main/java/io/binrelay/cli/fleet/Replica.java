package io.binrelay.cli.fleet;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;

/** A replica and the applier that feeds it. */
public record Replica(DatabaseServer server, ServiceProcess applier) {
    public Replica {
        requireNonNull(server, "server is null");
        requireNonNull(applier, "applier is null");
    }

    /** Its name in the channel. */
    public String name() {
        return server.name();
    }
}
