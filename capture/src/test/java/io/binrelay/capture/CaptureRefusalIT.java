package io.binrelay.capture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.status.ServiceState;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a capture says, whole, that cannot begin because of its source. It asks the source before it looks for Kafka.
 */
class CaptureRefusalIT {
    private static final Map<Engine, DatabaseServer> SERVERS = new EnumMap<>(Engine.class);

    /** MariaDB's writes no binary log. Neither takes the address 127.0.0.1 for the name localhost. */
    @BeforeAll
    static void startServers() throws SQLException {
        for (Engine engine : Engine.values()) {
            DatabaseServer server = DatabaseServer.builder(engine)
                    .name("source")
                    .binlog(engine == Engine.MYSQL)
                    .durable(false)
                    .option("--skip-name-resolve")
                    .start();
            SERVERS.put(engine, server);
            server.createSourceAccount("capture", "secret");
            server.execute(
                    "CREATE USER 'afar'@'10.1.2.3' IDENTIFIED BY 'secret'",
                    "CREATE USER 'nobody'@'%' IDENTIFIED BY 'secret'");
        }
    }

    @AfterAll
    static void stopServers() {
        SERVERS.values().forEach(DatabaseServer::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_wrong_password(Engine engine) {
        assertFailure(
                settings(engine, "source.password", "not-this-one"),
                "source ADDRESS refused reading its settings to user 'capture' (1045): Access denied for user"
                        + " 'capture'@'127.0.0.1' (using password: YES). Check source.user and source.password, and from"
                        + " which hosts the account may log in");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void an_account_that_is_allowed_from_another_host_only(Engine engine) {
        assertFailure(
                settings(engine, "source.user", "afar"),
                "source ADDRESS refused reading its settings to user 'afar' (1045): Access denied for user"
                        + " 'afar'@'127.0.0.1' (using password: YES). Check source.user and source.password, and from"
                        + " which hosts the account may log in");
    }

    @Test
    void an_account_without_the_privileges() {
        assertFailure(
                settings(Engine.MYSQL, "source.user", "nobody"),
                "'nobody'@'%' lacks the privilege REPLICATION SLAVE on source ADDRESS, needed to read its binary log. Run"
                        + " on the source: GRANT REPLICATION SLAVE ON *.* TO 'nobody'@'%'.\n"
                        + "'nobody'@'%' lacks the privilege REPLICATION CLIENT on source ADDRESS, needed to see its current"
                        + " position. Run on the source: GRANT REPLICATION CLIENT ON *.* TO 'nobody'@'%'.");
    }

    @Test
    void the_server_id_of_the_source_itself() {
        String id = Long.toString(server(Engine.MYSQL).serverId());
        assertFailure(
                settings(Engine.MYSQL, "source.server.id", id),
                "server id " + id
                        + " is the one of source ADDRESS itself. Give capture a source.server.id that no server"
                        + " and no other reader of the source has.");
    }

    @Test
    void a_source_without_a_binary_log() {
        assertFailure(
                settings(Engine.MARIADB, "source.server.id", "77"),
                "source ADDRESS writes no binary log (log_bin is OFF). Set log_bin in its configuration and restart it.");
    }

    /** 3306 where 3307 was meant, and another server answers. */
    @Test
    void another_family_than_was_said() {
        assertFailure(
                settings(Engine.MARIADB, "source.family", "mysql"),
                "source ADDRESS writes no binary log (log_bin is OFF). Set log_bin in its configuration and restart it.\n"
                        + "source ADDRESS is of family MARIADB (version 11.4.5-MariaDB), source.family says MYSQL. Correct"
                        + " source.host and source.port, or set source.family=auto.");
    }

    /** 3306 where 3307 was meant, and nobody answers. Tried again: the server may be starting. */
    @Test
    void a_port_where_nobody_listens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (RunningCapture capture = new RunningCapture(settings(Engine.MYSQL, "source.port", "" + port))) {
            capture.awaitState(ServiceState.RETRYING);
            assertThat(capture.error())
                    .isEqualTo("source 127.0.0.1:" + port + " cannot be reached for reading its settings: connection"
                            + " refused. Check source.host and source.port, and that a MySQL or MariaDB server listens"
                            + " there");
        }
    }

    /** @param message with ADDRESS where the server's is */
    private static void assertFailure(Map<String, String> settings, String message) {
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitState(ServiceState.FAILED);
            assertThat(capture.error())
                    .isEqualTo(message.replace("ADDRESS", "127.0.0.1:" + settings.get("source.port")));
        }
    }

    private static Map<String, String> settings(Engine engine, String key, String value) {
        Map<String, String> settings = new HashMap<>();
        settings.put("channel", "refused");
        settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
        settings.put("source.host", "127.0.0.1");
        settings.put("source.port", Integer.toString(server(engine).port()));
        settings.put("source.user", "capture");
        settings.put("source.password", "secret");
        settings.put("source.server.id", "900801");
        settings.put(key, value);
        return settings;
    }

    private static DatabaseServer server(Engine engine) {
        return requireNonNull(SERVERS.get(engine), "not started");
    }
}
