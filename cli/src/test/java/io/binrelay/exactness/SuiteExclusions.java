package io.binrelay.exactness;

import java.util.List;
import java.util.regex.Pattern;

/** Statements that would end the server, its system tables, or the lab's own replication. */
final class SuiteExclusions {
    private static final List<Pattern> PATTERNS = List.of(
            begin("(shutdown|restart|kill|clone|help)\\b"),
            begin("(reset|purge|change)\\s+(master|slave|replica|replication|binary|persist|query)"),
            begin("(start|stop)\\s+(all\\s+)?(slave|slaves|replica|replicas|group_replication)"),
            begin("(un)?install\\s"),
            begin("create\\s+(or\\s+replace\\s+)?(aggregate\\s+)?function\\s.*\\bsoname\\b"),
            begin("alter\\s+instance\\b"),
            begin("set\\s+(persist|persist_only)\\b|set\\s+@@persist"),
            begin("call\\s+mtr\\."),
            begin("use\\s+`?(mysql|sys|performance_schema|information_schema|mtr)`?\\s*$"),
            begin(
                    "(create|drop|alter|truncate|optimize|repair)\\s+(or\\s+replace\\s+)?(temporary\\s+)?(tables?|view|procedure"
                            + "|function|event|trigger)\\s+(if\\s+(not\\s+)?exists\\s+)?`?(mysql|sys|mtr)`?\\s*\\."),
            begin("rename\\s+table.*\\b(mysql|sys)`?\\s*\\."),
            begin("(drop|alter|create)\\s+(database|schema)\\s.*\\b(mysql|sys|binrelay)\\b"),
            begin(
                    "((drop|alter|rename|create)\\s+(user|role)|revoke|grant|set\\s+password)\\b.*\\b(root|lab_replication"
                            + "|mysql\\.sys)\\b"),
            // What the cleaner cannot bring back.
            begin("(delete|update|insert|replace|load)\\b.*\\bmysql`?\\s*\\.\\s*`?(?!time_zone|proc\\b|event\\b)"),
            begin("set\\s.*(global|@@global\\.)\\s*(\\.\\s*)?`?(server_id|server_uuid|gtid|read_only|super_read_only"
                    + "|offline_mode|event_scheduler|log_output|general_log|slow_query_log|debug|max_connections"
                    + "|max_user_connections|connect_timeout|net_|init_connect|init_slave|init_replica|sync_|wait_timeout"
                    + "|interactive_timeout|require_secure|binlog_checksum|master_|slave_|replica_|rpl_|relay|innodb_log"
                    + "|innodb_buffer|innodb_redo|innodb_fast_shutdown|innodb_purge|innodb_force|keyring|ssl_|tls_"
                    + "|disabled_storage|mandatory_roles|partial_revokes|secure_auth|old_passwords|strict_password"
                    + "|max_binlog_total_size|binlog_expire|expire_logs|default_password_lifetime|aria_|key_buffer"
                    + "|max_relay|thread_|admin_|mysqlx|local_infile|lock_wait_timeout|max_statement_time"
                    + "|max_execution_time|idle_)"));

    /** Of root, where the script may mean another user. */
    private static final Pattern OF_ROOT = begin("set\\s+password\\s*(:?=|to\\b)"
            + "|(drop|alter|rename|revoke|grant)\\b.*\\b(user\\s*\\(\\s*\\)|current_user)");

    private SuiteExclusions() {}

    private static Pattern begin(String regex) {
        return Pattern.compile("\\s*(" + regex + ").*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /**
     * Whether a lab cannot survive a statement.
     *
     * @param root whether root runs it
     */
    static boolean excludes(String sql, boolean root) {
        String bare = sql.replaceAll("(?s)/\\*(?![!M]).*?\\*/", " ");
        return (root && OF_ROOT.matcher(bare).matches())
                || PATTERNS.stream().anyMatch(pattern -> pattern.matcher(bare).matches());
    }
}
