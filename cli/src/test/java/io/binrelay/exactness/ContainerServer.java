package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/**
 * A server of a publisher's image, on the host's own network: embedded servers, which listen on 127.0.0.1 only, and
 * containers replicate from each other.
 */
final class ContainerServer implements AutoCloseable {
    private static final String PASSWORD = "lab-root-secret";
    private static final String HOST = "127.0.0.1";

    private final String name;
    private final int port;
    private final GenericContainer<?> container;

    /** @param image e.g. {@code mariadb:10.11} */
    ContainerServer(String image, String name) {
        this.name = requireNonNull(name, "name is null");
        this.port = freePort();
        boolean mysql = image.startsWith("mysql");
        container = new GenericContainer<>(image)
                .withNetworkMode("host")
                .withEnv("MYSQL_ROOT_PASSWORD", PASSWORD)
                .withEnv("MARIADB_ROOT_PASSWORD", PASSWORD)
                .withEnv("MYSQL_INITDB_SKIP_TZINFO", "1")
                .withEnv("MARIADB_INITDB_SKIP_TZINFO", "1")
                .withTmpFs(Map.of("/var/lib/mysql", "rw"))
                .withCommand(options(mysql))
                // Accounts of the images' set-up that some have, and that match before root@'%'.
                .withCopyToContainer(
                        Transferable.of("SET sql_log_bin=0; DROP USER IF EXISTS root@'127.0.0.1', root@'::1';"),
                        "/docker-entrypoint-initdb.d/lab.sql")
                // The temporary server of the image's own set-up listens on port 0.
                .waitingFor(Wait.forLogMessage(".*Version: '.*port: " + port + "\\D.*", 1)
                        .withStartupTimeout(Duration.ofMinutes(2)));
    }

    private String[] options(boolean mysql) {
        List<String> options = new ArrayList<>(List.of(
                "--port=" + port,
                "--server-id=" + port,
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--relay-log=relay",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--event-scheduler=OFF",
                "--skip-name-resolve"));
        // One worker, whose position is told at once.
        options.addAll(
                mysql
                        ? List.of(
                                "--mysqlx=OFF",
                                "--skip-replica-start",
                                "--replica-parallel-workers=1",
                                "--replica-checkpoint-group=1")
                        : List.of("--skip-slave-start"));
        return options.toArray(String[]::new);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port on " + HOST, e);
        }
    }

    GenericContainer<?> container() {
        return container;
    }

    /** Once it was started. */
    LabServer server() throws SQLException {
        return LabServer.at(name, HOST, port, PASSWORD);
    }

    @Override
    public void close() {
        container.stop();
    }
}
