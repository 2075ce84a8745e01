package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL or MariaDB server of our own on 127.0.0.1, as a child process.
 *
 * <pre>{@code
 * try (DatabaseServer source = DatabaseServer.builder(Engine.MYSQL).name("source").start();
 *         Connection connection = source.connect()) {
 *     ...
 *     source.kill();
 *     source.restart();
 * }
 * }</pre>
 *
 * <p>Accounts: {@code root} with a known password, from any host; its plugin is the server's default,
 * caching_sha2_password on MySQL and mysql_native_password on MariaDB. A kill or restart keeps port and data. The
 * process ends with this JVM at the latest ({@link ChildProcess}). Thread-safe.
 */
public final class DatabaseServer implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int TAIL_LINES = 40;

    private final ServerInstallation installation;
    private final InstanceDirectory instance;
    private final ServerEndpoint endpoint;
    private final DatabaseServerSettings settings;
    private @Nullable ChildProcess process;
    private boolean closed;

    DatabaseServer(
            ServerInstallation installation,
            InstanceDirectory instance,
            ServerEndpoint endpoint,
            DatabaseServerSettings settings) {
        this.installation = requireNonNull(installation, "installation is null");
        this.instance = requireNonNull(instance, "instance is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** Begins to describe a server. */
    public static DatabaseServerBuilder builder(Engine engine) {
        return new DatabaseServerBuilder(engine);
    }

    /** MySQL or MariaDB. */
    public Engine engine() {
        return installation.engine();
    }

    /** The name it was given, for messages. */
    public String name() {
        return endpoint.name();
    }

    /** Always 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** Its TCP port, the same for all its life. */
    public int port() {
        return endpoint.port();
    }

    /** Its server_id. */
    public long serverId() {
        return endpoint.serverId();
    }

    /** Name of the account that may do everything. */
    public String rootUser() {
        return "root";
    }

    /** Password of {@link #rootUser()}. */
    public String rootPassword() {
        return endpoint.rootPassword();
    }

    /** The server's data directory. */
    public Path dataDirectory() {
        return instance.data();
    }

    /** The file of the server's error log. */
    public Path errorLogFile() {
        return instance.errorLog();
    }

    /** The end of the error log, 40 lines at most. */
    public String errorLog() {
        return LogTail.of(instance.errorLog(), TAIL_LINES);
    }

    /**
     * Address for Connector/J, without a database and without credentials. Plain TCP; the RSA key that
     * caching_sha2_password needs without TLS is fetched from the server.
     */
    public String jdbcUrl() {
        return "jdbc:mysql://" + host() + ":" + port() + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** A new connection as root. */
    public Connection connect() throws SQLException {
        return connect(rootUser(), rootPassword());
    }

    /** A new connection. */
    public Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /** Runs statements, one after the other, as root on a connection of their own. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Creates an account with what capture needs: REPLICATION SLAVE, REPLICATION CLIENT, SELECT. Not written to the
     * binary log.
     */
    public void createSourceAccount(String user, String password) throws SQLException {
        createAccount(user, password, "REPLICATION SLAVE, REPLICATION CLIENT, SELECT", "");
    }

    /**
     * Creates an account that may apply everything, other accounts included (trap 68): ALL PRIVILEGES, which holds
     * SUPER (needed for BINLOG before MySQL 8.0.18) and, on MariaDB, BINLOG REPLAY, with GRANT OPTION. Not written to
     * the binary log.
     */
    public void createReplicaAccount(String user, String password) throws SQLException {
        createAccount(user, password, "ALL PRIVILEGES", " WITH GRANT OPTION");
    }

    private void createAccount(String user, String password, String privileges, String suffix) throws SQLException {
        String account = "'" + user.replace("'", "''") + "'@'%'";
        execute(
                // An account of the pipeline is none of the data that is replicated.
                "SET sql_log_bin = 0",
                "CREATE USER " + account + " IDENTIFIED BY '"
                        + password.replace("\\", "\\\\").replace("'", "''") + "'",
                "GRANT " + privileges + " ON *.* TO " + account + suffix);
    }

    /**
     * Starts it and waits until it can be connected to.
     *
     * @throws ServerException when it does not come up; the message holds the end of its error log
     * @throws IllegalStateException when it runs already or was closed
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        if (isAlive()) {
            throw new IllegalStateException(this + " runs already");
        }
        List<String> line = ServerCommandLine.of(installation, instance, endpoint, settings);
        ChildProcess started =
                ChildProcess.start(new ChildCommand(name(), line, installation.environment(), instance.output()));
        process = started;
        try {
            new ServerReadiness(this, started).await();
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    /**
     * Stops it in an orderly way (SIGTERM); kills it if that takes more than a minute. Nothing happens if it does not
     * run.
     */
    public synchronized void stop() {
        if (process != null) {
            process.terminate(STOP_TIMEOUT);
        }
    }

    /** SIGKILL; returns when the process is gone. Nothing happens if it does not run. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it, if it runs, and starts it with the same data and port. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Whether the process runs. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * The process id of the running server.
     *
     * @throws IllegalStateException when it was never started
     */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(this + " was not started");
        }
        return process.pid();
    }

    /** Stops it and gives port and temporary directory back. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop();
        endpoint.release();
        instance.deleteIfTemporary();
    }

    /** Asks the server, as root, for one value. */
    public String queryValue(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    @Override
    public String toString() {
        return engine().product() + " " + engine().version() + " " + endpoint;
    }
}
