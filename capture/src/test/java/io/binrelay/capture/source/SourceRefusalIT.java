package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator reads when a source cannot be reached or refuses, and whether capture will try again. */
final class SourceRefusalIT {
    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);

    @BeforeAll
    static void startServersThatHavePurgedTheirFirstFile() throws SQLException {
        for (Engine engine : Engine.values()) {
            SourceUnderTest source = SourceUnderTest.start(engine, "--ssl");
            SOURCES.put(engine, source);
            source.execute(
                    "SET GLOBAL slow_query_log = OFF",
                    "CREATE DATABASE d",
                    "CREATE TABLE d.t (id INT PRIMARY KEY)",
                    "FLUSH BINARY LOGS",
                    "INSERT INTO d.t VALUES (1)",
                    "FLUSH BINARY LOGS",
                    "INSERT INTO d.t VALUES (2)");
            String last = source.end().file();
            source.execute("PURGE BINARY LOGS TO '" + last + "'");
            source.execute(
                    "SET sql_log_bin = 0",
                    "CREATE USER 'nobody'@'%' IDENTIFIED BY 'x'",
                    "CREATE USER 'encrypted'@'%' IDENTIFIED BY 'x' REQUIRE SSL",
                    "GRANT REPLICATION SLAVE ON *.* TO 'encrypted'@'%'");
        }
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(SourceUnderTest::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWrongPasswordIsRefusedAndNotShown(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        SourceException refused = refusal(source.settings("wrong-secret"), at(source.end()));
        assertThat(refused.getMessage())
                .matches("source 127\\.0\\.0\\.1:" + source.server().port()
                        + " refused the connection of user 'capture' \\(1045\\): Access denied for user"
                        + " 'capture'@'(localhost|127\\.0\\.0\\.1)' \\(using password: YES\\)\\. Check source\\.user and"
                        + " source\\.password, and from which hosts the account may log in");
        assertThat(refused.errno()).isEqualTo(1045);
        assertThat(refused.retriable()).isFalse();
        for (Throwable link = refused; link != null; link = link.getCause()) {
            assertThat(link.toString()).doesNotContain("wrong-secret");
        }
    }

    @Test
    void aPortWhereNobodyListensIsNamedAndTriedAgain() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        SourceException refused = refusal(new SourceSettings("127.0.0.1", port, "u", "p", 1), somewhere());
        assertThat(refused)
                .hasMessage("source 127.0.0.1:" + port + " cannot be reached: connection refused."
                        + " Check source.host and source.port, and that a MySQL or MariaDB server listens there");
        assertThat(refused.retriable()).isTrue();
    }

    @Test
    void aHostThatDoesNotExistIsNamedAndTriedAgain() {
        SourceException refused = refusal(new SourceSettings("no-such-host.invalid", 3306, "u", "p", 1), somewhere());
        assertThat(refused)
                .hasMessage("source no-such-host.invalid:3306 cannot be reached: no host has the name"
                        + " 'no-such-host.invalid'. Check source.host and source.port, and that a MySQL or MariaDB server"
                        + " listens there");
        assertThat(refused.retriable()).isTrue();
    }

    @Test
    void aListenerThatSaysNothingIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SourceSettings settings = new SourceSettings("127.0.0.1", silent.getLocalPort(), "u", "p", 1)
                    .withOptions(ConnectionOptions.defaults().withConnectTimeout(Duration.ofMillis(700)));
            long start = System.nanoTime();
            SourceException refused = refusal(settings, somewhere());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(refused)
                    .hasMessage(
                            "source 127.0.0.1:" + silent.getLocalPort() + " cannot be reached: no answer within 700 ms."
                                    + " Check source.host and source.port, and that a MySQL or MariaDB server listens there");
            assertThat(refused.retriable()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap64_aPurgedFileIsNotTriedAgain(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        String purged = source.end().file().replaceAll("\\d+$", "000001");
        SourceException refused = refusal(source.settings(), at(new FilePosition(purged, 4)));
        assertThat(refused)
                .hasMessageStartingWith("source " + source.settings().address() + " ended the dump from " + purged
                        + ":4 to user 'capture' (1236): ")
                .hasMessageContaining("Could not find first log file name in binary log index file")
                .hasMessageEndingWith(
                        ". The source does not have, or no longer has, what capture needs next. If its files were"
                                + " purged the gap cannot be filled from them: the replicas must be seeded anew");
        assertThat(refused.errno()).isEqualTo(1236);
        assertThat(refused.retriable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap64_purgedGtidsAreNotTriedAgain(Engine engine) {
        SourceException refused = refusal(sourceOf(engine).settings(), new StartPosition.AfterGtids(""));
        assertThat(refused).hasMessageContaining("(1236)").hasMessageEndingWith("the replicas must be seeded anew");
        assertThat(refused.errno()).isEqualTo(1236);
        assertThat(refused.retriable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap64_aPositionBehindTheEndOfTheFileIsNotTriedAgain(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        FilePosition behind = new FilePosition(source.end().file(), 1 << 20);
        SourceException refused = refusal(source.settings(), at(behind));
        assertThat(refused)
                .hasMessageEndingWith(
                        ". No event begins at the position asked for. If the source's binary log was reset, the"
                                + " relay log must be started anew");
        assertThat(refused.errno()).isEqualTo(1236);
        assertThat(refused.retriable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAccountWithoutPrivilegeIsToldTheGrant(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        SourceSettings nobody =
                new SourceSettings(source.server().host(), source.server().port(), "nobody", "x", 990_002);
        SourceException refused = refusal(nobody, at(source.end()));
        assertThat(refused)
                .hasMessageContaining("to user 'nobody' (1227): Access denied")
                .hasMessageEndingWith(
                        ". Run on the source: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'nobody'@'%'");
        assertThat(refused.errno()).isEqualTo(1227);
        assertThat(refused.retriable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap63_ofTwoReadersWithOneServerIdTheOlderEndsAndSaysWhy(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        StartPosition end = at(source.end());
        try (DebeziumBinlogSource older = new DebeziumBinlogSource(source.settings());
                DebeziumBinlogSource newer = new DebeziumBinlogSource(source.settings())) {
            older.start(end);
            newer.start(end);
            SourceException ended = requireNonNull(
                    catchThrowableOfType(SourceException.class, () -> pollUntilTheEnd(older)), "not ended");
            assertThat(ended)
                    .hasMessageEndingWith(
                            ". Another reader uses server id 990001: stop it, or give capture a source.server.id of its own");
            assertThat(ended.retriable()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAccountThatRequiresTlsIsServedWhereTlsIsPreferred(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        SourceSettings encrypted =
                new SourceSettings(source.server().host(), source.server().port(), "encrypted", "x", 990_003);
        for (TlsMode mode : new TlsMode[] {TlsMode.PREFERRED, TlsMode.REQUIRED}) {
            try (DebeziumBinlogSource reader = new DebeziumBinlogSource(
                    encrypted.withOptions(ConnectionOptions.defaults().withTls(mode)))) {
                reader.start(at(source.end()));
                assertThat(reader.poll(Duration.ofSeconds(5))).isNotEmpty();
            }
        }
        SourceException refused = refusal(
                encrypted.withOptions(ConnectionOptions.defaults().withTls(TlsMode.DISABLED)), at(source.end()));
        assertThat(refused.errno()).isEqualTo(1045);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aCertificateOfNobodyWeKnowIsNotTrusted(Engine engine) {
        SourceUnderTest source = sourceOf(engine);
        SourceException refused = refusal(
                source.settings().withOptions(ConnectionOptions.defaults().withTls(TlsMode.VERIFY_CA)),
                at(source.end()));
        assertThat(refused)
                .hasMessageStartingWith("source " + source.settings().address() + " cannot be trusted: ")
                .hasMessageEndingWith(
                        ". Add its authority to the JVM's trust store (javax.net.ssl.trustStore) or use another"
                                + " TLS mode than VERIFY_CA");
        assertThat(refused.retriable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerWithoutTlsIsRefusedWhereTlsIsRequired(Engine engine) throws SQLException {
        try (DatabaseServer server = DatabaseServer.builder(engine)
                .name("plain")
                .option("--skip-ssl")
                .start()) {
            SourceSettings settings =
                    new SourceSettings(server.host(), server.port(), server.rootUser(), server.rootPassword(), 990_004);
            StartPosition end =
                    at(requireNonNull(new SourceInspector(settings).inspect().position(), "no position"));
            try (DebeziumBinlogSource preferred = new DebeziumBinlogSource(settings)) {
                preferred.start(end);
                assertThat(preferred.poll(Duration.ofSeconds(5))).isNotEmpty();
            }
            SourceSettings required =
                    settings.withOptions(ConnectionOptions.defaults().withTls(TlsMode.REQUIRED));
            String message = "source " + settings.address()
                    + " offers no TLS. Enable it there or use another TLS mode than REQUIRED";
            assertThat(refusal(required, end))
                    .hasMessage(message)
                    .satisfies(e -> assertThat(e.retriable()).isFalse());
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> new SourceInspector(required).inspect())
                    .withMessage(message);
        }
    }

    @Test
    void aListenerThatIsNoDatabaseIsNamed() throws IOException, InterruptedException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket client = other.accept()) {
                    client.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answering.start();
            SourceException refused =
                    refusal(new SourceSettings("127.0.0.1", other.getLocalPort(), "u", "p", 1), somewhere());
            answering.join();
            assertThat(refused)
                    .hasMessage(
                            "source 127.0.0.1:" + other.getLocalPort() + " cannot be reached: it answers otherwise than"
                                    + " such a server: unexpected sequence #45. Check source.host and source.port, and that a MySQL"
                                    + " or MariaDB server listens there");
        }
    }

    @Test
    void aGtidPositionThatIsNoneIsRefused() {
        SourceException refused =
                refusal(sourceOf(Engine.MARIADB).settings(), new StartPosition.AfterGtids("0-1'; DROP TABLE x"));
        assertThat(refused)
                .hasMessage("'0-1'; DROP TABLE x' is not a GTID position of MariaDB (expected e.g. 0-1-100,1-2-30)");
        assertThat(refused.retriable()).isFalse();
    }

    @Test
    void aGtidSetThatIsNoneIsRefused() {
        SourceException refused = refusal(sourceOf(Engine.MYSQL).settings(), new StartPosition.AfterGtids("0-1-100"));
        assertThat(refused)
                .hasMessage("'0-1-100' is not a GTID set of MySQL (expected e.g."
                        + " 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-100)");
        assertThat(refused.retriable()).isFalse();
    }

    private static void pollUntilTheEnd(BinlogSource source) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < deadline) {
            source.poll(Duration.ofMillis(200));
        }
    }

    /** Starts and polls until the source has refused. */
    private static SourceException refusal(SourceSettings settings, StartPosition from) {
        try (DebeziumBinlogSource source = new DebeziumBinlogSource(settings)) {
            return requireNonNull(
                    catchThrowableOfType(SourceException.class, () -> {
                        source.start(from);
                        pollUntilTheEnd(source);
                    }),
                    "not refused");
        }
    }

    private static StartPosition at(FilePosition position) {
        return new StartPosition.AtFile(position);
    }

    private static StartPosition somewhere() {
        return at(new FilePosition("binlog.000001", 4));
    }

    private static SourceUnderTest sourceOf(Engine engine) {
        return requireNonNull(SOURCES.get(engine), "not started");
    }
}
