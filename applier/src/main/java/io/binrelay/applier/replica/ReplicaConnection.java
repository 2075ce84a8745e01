package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.protocol.a.NativeProtocol;
import io.binrelay.schemas.relay.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a replica. Text goes to the server as ISO-8859-1, in which every byte is a character and every
 * character a byte: what the caller wants sent as bytes, it gives as such a string (trap 39). Nothing is escaped,
 * interpreted or split.
 *
 * <p>Not thread-safe.
 */
final class ReplicaConnection implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    /** SQLSTATE of a lost connection. */
    private static final String LOST = "08S01";

    /** What a statement's text follows in a packet (MySQL Internals, "COM_QUERY"). */
    private static final byte[] QUERY = {3};

    /** The same where client and server have agreed on CLIENT_QUERY_ATTRIBUTES: of 0 attributes, 1 set. */
    private static final byte[] QUERY_WITH_ATTRIBUTES = {3, 0, 1};

    private final Connection connection;
    private final Statement statement;

    /** As a parameter, since the driver looks at every character of a statement's text, more than once. */
    private final PreparedStatement binlog;

    /** Every method waits for it before it uses the connection. */
    private final BackgroundStatement background = new BackgroundStatement();

    /** What a server may ask for with LOAD DATA LOCAL. */
    private final SpooledFiles files;

    private ReplicaConnection(Connection connection, SpooledFiles files) throws SQLException {
        this.connection = connection;
        this.files = files;
        this.statement = connection.createStatement();
        this.binlog = connection.prepareStatement("BINLOG ?");
        statement.setEscapeProcessing(false);
    }

    /** @throws ReplicaException the replica cannot be reached or refuses; the message says what was tried */
    static ReplicaConnection open(ReplicaAddress address) {
        requireNonNull(address, "address is null");
        SpooledFiles files = new SpooledFiles();
        Properties properties = properties(address);
        properties.setProperty("allowLoadLocalInfileInPath", files.directory().toString());
        try {
            Driver driver = new com.mysql.cj.jdbc.Driver();
            Connection connection =
                    driver.connect("jdbc:mysql://" + address.host() + ":" + address.port() + "/", properties);
            if (connection == null) {
                throw new ReplicaException("the driver does not take " + address.hostAndPort() + " for an address");
            }
            return new ReplicaConnection(connection, files);
        } catch (SQLException e) {
            throw refused(address, e);
        }
    }

    private static Properties properties(ReplicaAddress address) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("passwordCharacterEncoding", "UTF-8");
        properties.setProperty(
                "sslMode", address.sslMode().towards(address.host()).name());
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_MILLIS));
        properties.setProperty("socketFactory", KeepAliveSocketFactory.class.getName());
        properties.setProperty("characterEncoding", "ISO-8859-1");
        properties.setProperty("characterSetResults", "UTF-8");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("preserveInstants", "false");
        properties.setProperty("yearIsDateType", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("allowLoadLocalInfile", "false");
        // Else the driver makes sql_mode strict (trap 15).
        properties.setProperty("jdbcCompliantTruncation", "false");
        properties.setProperty("connectionAttributes", "program_name:binrelay-applier");
        return properties;
    }

    private static ReplicaException refused(ReplicaAddress address, SQLException e) {
        int errno = e.getErrorCode();
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (errno == 1045 || errno == 1698) {
            return new ReplicaException(
                    "the replica at " + address.hostAndPort() + " denies access to user '" + address.user()
                            + "'. Check replica.user and replica.password, and that the account may connect from this"
                            + " host",
                    errno,
                    state,
                    e);
        }
        if (errno == 0 && state.startsWith("08")) {
            Throwable cause = rootOf(e);
            return new ReplicaException(
                    "cannot reach the replica at " + address.hostAndPort() + " (replica.host, replica.port): "
                            + (cause.getMessage() == null ? cause.toString() : cause.getMessage()),
                    2003,
                    state,
                    e);
        }
        return new ReplicaException(
                "the replica at " + address.hostAndPort() + " refuses the connection: " + e.getMessage(),
                errno,
                state,
                e);
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Runs a statement, whatever it returns; result sets are dropped. */
    void execute(String sql) {
        background.settle();
        try {
            statement.execute(notPing(sql));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * A text that the driver would not send, but answer with a ping (StatementImpl, PING_MARKER), with a blank in
     * front, which servers take off.
     */
    private static String notPing(String sql) {
        return sql.startsWith("/* ping */") ? " " + sql : sql;
    }

    /** Runs a BINLOG statement with these events. */
    void binlog(String base64) {
        background.settle();
        runBinlog(base64);
    }

    /**
     * Begins to run a BINLOG statement with these events. How it ends is told by the next call of any method.
     *
     * @param explained makes the exception that tells of its failure
     */
    void beginBinlog(String base64, UnaryOperator<ReplicaException> explained) {
        background.start(() -> {
            try {
                runBinlog(base64);
            } catch (ReplicaException e) {
                throw explained.apply(e);
            }
        });
    }

    private void runBinlog(String base64) {
        try {
            binlog.setString(1, base64);
            binlog.execute();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes a statement's text. */
    @FunctionalInterface
    interface StatementText {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Runs a statement without results whose text is sent as it is made. The driver's own way holds a text in memory
     * four times.
     *
     * @param length of the text, bytes
     */
    void executeStreamed(long length, StatementText text) {
        background.settle();
        try {
            NativeSession session = session();
            NativeProtocol protocol = session.getProtocol();
            byte[] begin = session.getServerSession().supportsQueryAttributes() ? QUERY_WITH_ATTRIBUTES : QUERY;
            protocol.getPacketReader().resetMessageSequence();
            PacketStream packet =
                    new PacketStream(protocol.getSocketConnection().getMysqlOutput(), begin.length + length);
            packet.write(begin);
            text.writeTo(packet);
            packet.end();
            protocol.checkErrorMessage();
        } catch (IOException e) {
            throw new ReplicaException("the connection was lost while a large row was sent: " + e, 0, LOST, e);
        } catch (CJException e) {
            throw failed(SQLExceptionsMapping.translateException(e));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private NativeSession session() throws SQLException {
        return (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
    }

    /** Waits until what was begun has ended. */
    void settle() {
        background.settle();
    }

    /** Waits until what was begun has ended, in whatever way: it is going to be rolled back. */
    void abandon() {
        background.abandon();
    }

    /** Runs a statement and gives the numbers of the warnings it left. */
    List<Integer> executeForWarnings(String sql) {
        background.settle();
        try {
            statement.execute(notPing(sql));
            List<Integer> numbers = new ArrayList<>();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                numbers.add(warning.getErrorCode());
            }
            return numbers;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The number of rows an INSERT or UPDATE found. */
    int update(String sql, @Nullable Object... parameters) {
        background.settle();
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            bind(prepared, parameters);
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** All rows of a query, each value as text; null is SQL's NULL. */
    List<List<@Nullable String>> query(String sql, @Nullable Object... parameters) {
        background.settle();
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            bind(prepared, parameters);
            try (ResultSet result = prepared.executeQuery()) {
                ResultSetMetaData metaData = result.getMetaData();
                List<List<@Nullable String>> rows = new ArrayList<>();
                while (result.next()) {
                    List<@Nullable String> row = new ArrayList<>();
                    for (int column = 1; column <= metaData.getColumnCount(); column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The only value of the only row; null when it is NULL or there is no row. */
    @Nullable
    String value(String sql, @Nullable Object... parameters) {
        List<List<@Nullable String>> rows = query(sql, parameters);
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    /** The only value of the only row of a query that is sent as it is, without the driver's looking at it. */
    @Nullable
    String unprepared(String sql) {
        background.settle();
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Runs several statements, separated by semicolons, in one round trip. Only after {@link #allowSeveral}.
     *
     * @return of each in order the rows it found; of a query, its first value, a number
     */
    List<Long> executeAll(String statements) {
        background.settle();
        try {
            List<Long> results = new ArrayList<>();
            boolean query = statement.execute(statements);
            long count = query ? 0 : statement.getLargeUpdateCount();
            while (query || count != -1) {
                results.add(query ? firstNumber() : count);
                query = statement.getMoreResults();
                count = query ? 0 : statement.getLargeUpdateCount();
            }
            return results;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private long firstNumber() throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Whether a semicolon separates statements from now on, or is part of the one statement's text. */
    void allowSeveral(boolean several) {
        background.settle();
        try {
            if (several) {
                session().enableMultiQueries();
            } else {
                session().disableMultiQueries();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object[] parameters) throws SQLException {
        prepared.setEscapeProcessing(false);
        for (int i = 0; i < parameters.length; i++) {
            prepared.setObject(i + 1, parameters[i]);
        }
    }

    /** A text of any characters as a literal that means the same in every character set of the connection. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("_utf8mb4 X'");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            literal.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return literal.append('\'').toString();
    }

    /**
     * A table's name, one character for each byte, as the connection sends them; character_set_client has to be
     * utf8mb4.
     */
    static String name(Table table) {
        String text =
                "`" + table.database().replace("`", "``") + "`.`" + table.name().replace("`", "``") + "`";
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static ReplicaException failed(SQLException e) {
        return new ReplicaException(
                e.getMessage() == null ? e.toString() : e.getMessage(),
                e.getErrorCode(),
                e.getSQLState() == null ? "" : e.getSQLState(),
                e);
    }

    SpooledFiles files() {
        return files;
    }

    /** Does not throw: the server notices a closed socket by itself. */
    @Override
    public void close() {
        background.close();
        files.close();
        try {
            connection.close();
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(ReplicaConnection.class).debug("closing the connection failed", e);
        }
    }
}
