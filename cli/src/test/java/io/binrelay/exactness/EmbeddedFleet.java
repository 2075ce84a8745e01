package io.binrelay.exactness;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.DatabaseServerBuilder;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The embedded servers of one engine: a source, a replica of binrelay, and a native one. */
final class EmbeddedFleet implements AutoCloseable {
    private final List<DatabaseServer> servers = new ArrayList<>();
    private final Lab lab;

    EmbeddedFleet(Engine engine) throws SQLException {
        this(engine, List.of());
    }

    /** @param options for the command line of all three */
    EmbeddedFleet(Engine engine, List<String> options) throws SQLException {
        this(engine, options, true);
    }

    /**
     * @param options for the command line of all three
     * @param replicaLogs whether the replicas write binary logs too
     */
    EmbeddedFleet(Engine engine, List<String> options, boolean replicaLogs) throws SQLException {
        LabServer source = LabServer.of(start(engine, "source", options, true));
        LabServer replica = LabServer.of(start(engine, "replica", options, replicaLogs));
        LabServer oracle = LabServer.of(start(engine, "native", options, replicaLogs));
        lab = new Lab(source, List.of(new Follower(replica, new NativeFollower(oracle, source))));
    }

    private DatabaseServer start(Engine engine, String name, List<String> options, boolean logs) {
        DatabaseServerBuilder builder = DatabaseServer.builder(engine)
                .name(name)
                .binlog(logs)
                .durable(false)
                .option("--event-scheduler=OFF");
        if (!name.equals("source")) {
            builder.option("--relay-log=relay").option("--skip-slave-start");
        }
        options.forEach(builder::option);
        DatabaseServer server = builder.start();
        servers.add(server);
        return server;
    }

    Lab lab() {
        return lab;
    }

    @Override
    public void close() throws SQLException {
        try {
            lab.close();
        } finally {
            servers.forEach(DatabaseServer::close);
        }
    }
}
