package io.binrelay.applier.replica;

import io.binrelay.relay.config.ExecMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The session every connection of an applier has, whatever the server's defaults (traps 15, 16, 30, 69, 86). What a
 * statement of the source changes and {@link io.binrelay.applier.core.StatementSession#restore(long)} brings back is
 * not here.
 */
final class SessionPins {
    /** A year: the longest that all servers allow for time-outs of sessions. */
    private static final String YEAR_SECONDS = "31536000";

    /** The most that all servers keep of one statement. */
    static final int MAX_WARNINGS = 65_535;

    private SessionPins() {}

    static void apply(ReplicaConnection connection, ReplicaServer server, ExecMode execMode) {
        connection.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        List<String> assignments = assignments(server, execMode);
        if (!assignments.isEmpty()) {
            connection.execute("SET " + String.join(", ", assignments));
        }
    }

    private static List<String> assignments(ReplicaServer server, ExecMode execMode) {
        List<String> assignments = new ArrayList<>();
        // innodb_lock_wait_timeout stays the server's own, as for a native replica: it decides how long ten retries
        // take.
        // As for a native replica: DDL waits for readers, it does not fail.
        pin(assignments, server, "lock_wait_timeout", YEAR_SECONDS);
        // An open transaction may wait long for the fragments to come.
        pin(assignments, server, "wait_timeout", YEAR_SECONDS);
        pin(assignments, server, "idle_transaction_timeout", "0");
        pin(assignments, server, "idle_write_transaction_timeout", "0");
        pin(assignments, server, "net_read_timeout", "600");
        pin(assignments, server, "net_write_timeout", "600");
        pin(assignments, server, "max_error_count", Integer.toString(MAX_WARNINGS));
        pin(assignments, server, "max_execution_time", "0");
        pin(assignments, server, "max_statement_time", "0");
        pin(assignments, server, "sql_safe_updates", "0");
        pin(assignments, server, "sql_select_limit", "18446744073709551615");
        pin(assignments, server, "group_concat_max_len", "1048576");
        pin(assignments, server, "sql_generate_invisible_primary_key", "0");
        pin(assignments, server, "rbr_exec_mode", execMode.name());
        // The source has allowed it: its binary log does not tell, and a native replica does not ask.
        pin(assignments, server, "system_versioning_alter_history", "KEEP");
        // Else the replica's own binary log gets the text of the whole BINLOG statement with every rows event in it.
        pin(assignments, server, "binlog_annotate_row_events", "0");
        pin(assignments, server, "binlog_rows_query_log_events", "0");
        // The chain behind the replica stays exact only in ROW format.
        pin(assignments, server, "binlog_format", "ROW");
        return assignments;
    }

    /** Some variables need a privilege to be set at all: those that are right already are left alone. */
    private static void pin(List<String> assignments, ReplicaServer server, String name, String value) {
        String current = server.variables().get(name);
        if (current != null && !current.equals(value) && !(value.equals("0") && current.equals("OFF"))) {
            assignments.add("@@session." + name + "=" + value);
        }
    }
}
