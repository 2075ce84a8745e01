package io.binrelay.applier.replica;

import io.binrelay.relay.config.SslMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A server of a version that cannot be embedded, in a container. Tests are skipped where there is none. */
final class ServerContainer implements AutoCloseable {
    private static final String PASSWORD = "test";
    private static final long PATIENCE_SECONDS = 120;

    private final String id;
    private final int port;

    private ServerContainer(String id, int port) {
        this.id = id;
        this.port = port;
    }

    /**
     * Starts a container and waits until its server takes connections.
     *
     * @param passwordVariable what the image calls the password of root
     */
    static ServerContainer start(String image, String passwordVariable, String... options) throws SQLException {
        Assumptions.assumeTrue(isThere(image), () -> "skipped: docker or its image " + image + " is not there");
        List<String> command = new ArrayList<>(
                List.of("run", "-d", "--rm", "-p", "127.0.0.1::3306", "-e", passwordVariable + "=" + PASSWORD, image));
        command.addAll(Arrays.asList(options));
        String id = docker(command);
        ServerContainer container = null;
        try {
            String address =
                    docker(List.of("port", id, "3306/tcp")).lines().findFirst().orElseThrow();
            container = new ServerContainer(id, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
            container.awaitServer();
            return container;
        } finally {
            if (container == null) {
                docker(List.of("kill", id));
            }
        }
    }

    private static boolean isThere(String image) {
        try {
            return !docker(List.of("images", "-q", image)).isEmpty();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void awaitServer() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                connect().close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the server starts", e);
            }
        }
    }

    ReplicaAddress address() {
        return new ReplicaAddress("127.0.0.1", port, "root", PASSWORD, SslMode.PREFERRED);
    }

    /** All rows of a query, columns joined. */
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Replication.rowsOf(result);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port + "/?allowPublicKeyRetrieval=true&sslMode=PREFERRED",
                "root",
                PASSWORD);
    }

    private static String docker(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command.subList(0, 2)) + ": " + output);
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("docker did not run", e);
        }
    }

    @Override
    public void close() {
        docker(List.of("kill", id));
    }
}
