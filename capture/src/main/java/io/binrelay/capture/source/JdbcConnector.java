package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** Opens JDBC connections to a source, for reading what it says of itself. Stateless. */
final class JdbcConnector {
    /** None of our queries reads data; one that takes longer waits for something and shall not make capture wait. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final SourceSettings settings;
    private final SourceFailures failures;

    JdbcConnector(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        this.failures = new SourceFailures(settings);
    }

    /**
     * Connects and logs in.
     *
     * @param what for, as part of a message: {@code reading its settings}
     * @throws SourceException when that fails
     */
    Connection connect(String what) {
        ConnectionOptions options = settings.options();
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("sslMode", options.tls().name());
        properties.setProperty(
                "connectTimeout", Long.toString(options.connectTimeout().toMillis()));
        properties.setProperty("socketTimeout", Long.toString(ANSWER_TIMEOUT.toMillis()));
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("tcpKeepAlive", "true");
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        try {
            return DriverManager.getConnection("jdbc:mysql://" + host + ":" + settings.port() + "/", properties);
        } catch (SQLException e) {
            throw failures.query(e, what);
        }
    }

    /** A statement that gives up where the server does not answer. */
    static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setQueryTimeout((int) ANSWER_TIMEOUT.toSeconds());
        return statement;
    }
}
