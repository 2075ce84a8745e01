package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what of a server is compared, over one connection. */
final class ServerReader {
    /** ER_CUT_VALUE_GROUP_CONCAT, ER_WARN_ALLOWED_PACKET_OVERFLOWED. */
    private static final Set<Integer> CUT_SHORT = Set.of(1260, 1301);

    private final ComparedServer server;
    private final Optional<Set<String>> ignoredUsers;

    /** @param ignoredUsers accounts that are left out; empty when accounts are not compared at all */
    ServerReader(ComparedServer server, Optional<Set<String>> ignoredUsers) {
        this.server = requireNonNull(server, "server is null");
        this.ignoredUsers = requireNonNull(ignoredUsers, "ignoredUsers is null");
    }

    ServerContent read() throws SQLException {
        try (Connection connection = open(server);
                Statement statement = connection.createStatement()) {
            String version = version(statement);
            SortedMap<ObjectName, String> definitions = new DefinitionReader(statement).read();
            if (ignoredUsers.isPresent()) {
                definitions.putAll(new AccountReader(statement, ignoredUsers.get()).read());
            }
            SortedMap<ObjectName, TableContent> tables = new TreeMap<>();
            for (TableShape shape : new TableShapeReader(statement).read()) {
                tables.put(shape.name(), content(statement, shape));
            }
            return new ServerContent(server, version, definitions, tables);
        }
    }

    /** A connection whose session settings do not change what values look like, inside a read-only snapshot. */
    static Connection open(ComparedServer server) throws SQLException {
        Connection connection = server.connections().open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = ''");
            // TIMESTAMP is stored in UTC; any other zone shows two instants of an autumn night alike.
            statement.execute("SET SESSION time_zone = '+00:00'");
            statement.execute("SET SESSION group_concat_max_len = 1073741824");
            statement.execute("SET SESSION max_error_count = 65535");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String version(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT VERSION()")) {
            result.next();
            return result.getString(1);
        }
    }

    private static TableContent content(Statement statement, TableShape shape) throws SQLException {
        String sql = "SELECT COUNT(*), COALESCE(SUM(CAST(CONV(LEFT(" + shape.rowDigest()
                + ", 16), 16, 10) AS UNSIGNED)), 0)" + shape.from();
        long rows;
        String digest;
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            rows = result.getLong(1);
            digest = result.getBigDecimal(2).toBigInteger().toString(16);
        }
        refuseIncomplete(statement, shape);
        return new TableContent(shape, rows, digest, checksum(statement, shape));
    }

    /**
     * A row too big for max_allowed_packet would silently fall out of the sum. Other warnings come of the expressions
     * of virtual columns.
     */
    private static void refuseIncomplete(Statement statement, TableShape shape) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (CUT_SHORT.contains(warning.getErrorCode())) {
                throw new SQLException("Reading " + shape.name() + " gave a warning, so its digest is not complete: "
                        + warning.getMessage());
            }
        }
    }

    private static OptionalLong checksum(Statement statement, TableShape shape) throws SQLException {
        try (ResultSet result =
                statement.executeQuery("CHECKSUM TABLE " + shape.name().quoted() + " EXTENDED")) {
            result.next();
            long checksum = result.getLong(2);
            return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(checksum);
        }
    }
}
