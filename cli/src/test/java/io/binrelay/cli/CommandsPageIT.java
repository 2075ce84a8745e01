package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that a server has for replication stands on the left of docs/COMMANDS.md. */
final class CommandsPageIT {
    /** What replication's variables are called. Galera's own replication (wsrep) is another subject. */
    private static final Pattern VARIABLE = Pattern.compile(
            "(?!wsrep|performance_schema|innodb|aria|myisam|rocksdb|tokudb|sphinx|spider).*"
                    + "(slave|replica|relay|master|binlog|gtid|rpl|log_bin|semi_sync|^report_|replicate|server_u?u?id).*");

    private static final Pattern STATUS = Pattern.compile("(?!wsrep|innodb|performance_schema|binlog_snapshot).*"
            + "(slave|replica|relaylog|master|binlog|gtid|^rpl|purge_|com_purge|change_repl).*");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void variables_status_variables_and_columns_of_a_real_server_are_all_named(Engine engine) throws SQLException {
        Set<String> named = named();
        Set<String> missing = new TreeSet<>();
        try (DatabaseServer server = DatabaseServer.builder(engine)
                        .name("commands")
                        .durable(false)
                        .start();
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            missing.addAll(firstColumn(statement, "SHOW GLOBAL VARIABLES", VARIABLE));
            missing.addAll(firstColumn(statement, "SHOW GLOBAL STATUS", STATUS));
            String query = engine == Engine.MARIADB ? "SHOW ALL SLAVES STATUS" : "SHOW SLAVE STATUS";
            try (ResultSet rows = statement.executeQuery(query)) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    missing.add(rows.getMetaData().getColumnLabel(column));
                }
            }
        }
        assertThat(missing).hasSizeGreaterThan(100);
        missing.removeIf(name -> named.contains(normal(name)));
        assertThat(missing).as("not on the left of docs/COMMANDS.md").isEmpty();
    }

    private static Set<String> firstColumn(Statement statement, String query, Pattern pattern) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                if (pattern.matcher(rows.getString(1).toLowerCase(Locale.ROOT)).matches()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static Set<String> named() {
        Set<String> named = new TreeSet<>();
        for (CommandsPage row : CommandsPage.rows()) {
            for (String word : row.left().split("[^A-Za-z0-9_]+", -1)) {
                named.add(normal(word));
            }
        }
        return named;
    }

    /** Old and new names are one. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("source", "master").replace("replica", "slave");
    }
}
