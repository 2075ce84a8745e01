package io.binrelay.relay.config;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys of replication filters. They have the names of mysqld's options and mean the same; a value is a list, where
 * mysqld takes the option once per item.
 */
public final class FilterKeys {
    private static final ValueType<List<String>> DATABASES =
            ValueType.list("names of databases, separated by commas, none empty", Pattern.compile(".+"));

    private static final ValueType<List<String>> TABLES = ValueType.list(
            "tables, each as DATABASE.TABLE, separated by commas, none empty", Pattern.compile("[^.]+\\..+"));

    private static final ValueType<List<String>> PATTERNS = ValueType.list(
            "patterns with % and _, each as DATABASE.TABLE, separated by commas, none empty",
            Pattern.compile(".+\\..+"));

    private static final ValueType<List<String>> REWRITES = ValueType.list(
            "rewrites, each as FROM->TO, separated by commas, none empty",
            Pattern.compile("(?!->)\\S.*?\\s*->\\s*\\S.*"));

    /** Databases to apply. */
    public static final ConfigKey<List<String>> REPLICATE_DO_DB = ConfigKey.optional(
            "replicate-do-db",
            DATABASES,
            "Applies only these databases: rows by the database of their table, statements by the default database.");

    /** Databases not to apply. */
    public static final ConfigKey<List<String>> REPLICATE_IGNORE_DB = ConfigKey.optional(
            "replicate-ignore-db",
            DATABASES,
            "Leaves these databases out, judged like replicate-do-db; not read where that is set.");

    /** Tables to apply. */
    public static final ConfigKey<List<String>> REPLICATE_DO_TABLE = ConfigKey.optional(
            "replicate-do-table",
            TABLES,
            "Applies, of what passes the rules for databases, only changes of these tables.");

    /** Tables not to apply. */
    public static final ConfigKey<List<String>> REPLICATE_IGNORE_TABLE =
            ConfigKey.optional("replicate-ignore-table", TABLES, "Leaves changes of these tables out.");

    /** Patterns of tables to apply. */
    public static final ConfigKey<List<String>> REPLICATE_WILD_DO_TABLE = ConfigKey.optional(
            "replicate-wild-do-table",
            PATTERNS,
            "Like replicate-do-table; DATABASE.% also means CREATE, ALTER and DROP DATABASE. A backslash in front of % or"
                    + " _ makes it an ordinary character (two of them in a file).");

    /** Patterns of tables not to apply. */
    public static final ConfigKey<List<String>> REPLICATE_WILD_IGNORE_TABLE =
            ConfigKey.optional("replicate-wild-ignore-table", PATTERNS, "Like replicate-ignore-table, by patterns.");

    /** Databases with another name on the replica. */
    public static final ConfigKey<List<String>> REPLICATE_REWRITE_DB = ConfigKey.optional(
            "replicate-rewrite-db",
            REWRITES,
            "Other names for databases, FROM->TO, before all other rules: of the tables of rows and of statements' default"
                    + " database, not of names in a statement's text.");

    /** Databases to log. */
    public static final ConfigKey<List<String>> BINLOG_DO_DB = ConfigKey.optional(
            "binlog-do-db",
            DATABASES,
            "Takes only these databases into the relay log: rows by the database of their table, statements by the default"
                    + " database; a statement without one is logged if the source is MySQL.");

    /** Databases not to log. */
    public static final ConfigKey<List<String>> BINLOG_IGNORE_DB = ConfigKey.optional(
            "binlog-ignore-db",
            DATABASES,
            "Leaves these databases out of the relay log, judged like binlog-do-db; not read where that is set.");

    private FilterKeys() {}

    /** What an applier reads. */
    public static List<ConfigKey<List<String>>> ofApplier() {
        return List.of(
                REPLICATE_DO_DB,
                REPLICATE_IGNORE_DB,
                REPLICATE_DO_TABLE,
                REPLICATE_IGNORE_TABLE,
                REPLICATE_WILD_DO_TABLE,
                REPLICATE_WILD_IGNORE_TABLE,
                REPLICATE_REWRITE_DB);
    }

    /** What capture reads. */
    public static Collection<ConfigKey<?>> ofCapture() {
        return List.of(BINLOG_DO_DB, BINLOG_IGNORE_DB);
    }
}
