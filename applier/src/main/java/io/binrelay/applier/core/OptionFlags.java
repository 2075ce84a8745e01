package io.binrelay.applier.core;

/**
 * Bits of a statement's option flags (Q_FLAGS2_CODE): MySQL {@code sql/query_options.h}, MariaDB
 * {@code sql/sql_priv.h}. Those that only MariaDB has say so.
 */
public final class OptionFlags {
    public static final long AUTO_IS_NULL = 1L << 14;
    public static final long NOT_AUTOCOMMIT = 1L << 19;
    public static final long NO_FOREIGN_KEY_CHECKS = 1L << 26;
    public static final long RELAXED_UNIQUE_CHECKS = 1L << 27;
    public static final long MARIADB_NO_CHECK_CONSTRAINTS = 1L << 15;
    public static final long MARIADB_EXPLICIT_DEFAULTS = 1L << 24;
    public static final long MARIADB_IF_EXISTS = 1L << 28;

    private OptionFlags() {}
}
