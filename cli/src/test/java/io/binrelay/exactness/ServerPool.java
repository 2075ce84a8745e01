package io.binrelay.exactness;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.lifecycle.Startables;

/**
 * Servers for labs, which leave them as empty as they were: each is started when it is first asked for and runs until
 * the pool is closed. For one thread.
 */
final class ServerPool implements AutoCloseable {
    private final Map<String, LabServer> running = new HashMap<>();
    private final Deque<Runnable> stops = new ArrayDeque<>();

    /** One server of a kind for each role, named after both; those of an image start at the same time. */
    List<LabServer> servers(ServerKind kind, String... roles) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String role : roles) {
            if (!running.containsKey(name(kind, role))) {
                missing.add(name(kind, role));
            }
        }
        Engine engine = kind.engine().orElse(null);
        if (engine == null) {
            startContainers(kind.image(), missing);
        } else {
            startEmbedded(engine, missing);
        }
        List<LabServer> servers = new ArrayList<>();
        for (String role : roles) {
            servers.add(running.get(name(kind, role)));
        }
        return servers;
    }

    private static String name(ServerKind kind, String role) {
        return role + " " + kind.label();
    }

    private void startContainers(String image, List<String> names) throws SQLException {
        List<ContainerServer> containers =
                names.stream().map(name -> new ContainerServer(image, name)).toList();
        containers.forEach(container -> stops.push(container::close));
        Startables.deepStart(containers.stream().map(ContainerServer::container))
                .join();
        for (ContainerServer container : containers) {
            LabServer server = container.server();
            running.put(server.name(), server);
        }
    }

    private void startEmbedded(Engine engine, List<String> names) throws SQLException {
        for (String name : names) {
            DatabaseServer server = DatabaseServer.builder(engine)
                    .name(name)
                    .gtidMode(true)
                    .durable(false)
                    .option("--event-scheduler=OFF")
                    .option("--relay-log=relay")
                    .option("--skip-slave-start")
                    .start();
            stops.push(server::close);
            running.put(name, LabServer.of(server));
        }
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
        running.clear();
    }
}
