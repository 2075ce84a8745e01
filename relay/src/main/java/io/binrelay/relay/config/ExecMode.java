package io.binrelay.relay.config;

/**
 * What happens to rows that do not fit the replica, as {@code replica_exec_mode} has it.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/replication-options-replica.html">replica_exec_mode</a>
 */
public enum ExecMode {
    /** A key that is there already and a row that is missing are errors. */
    STRICT,
    /** The one is overwritten, the other passed over. */
    IDEMPOTENT
}
