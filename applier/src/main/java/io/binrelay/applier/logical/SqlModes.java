package io.binrelay.applier.logical;

import io.binrelay.schemas.model.Family;

/**
 * The bits of sql_mode of one family in the other's. Those below 32 are the same, some gone in MySQL 8.0; above, each
 * family has its own. Source: MySQL {@code sql/system_variables.h}, MariaDB {@code sql/sql_class.h} (MODE_*).
 */
final class SqlModes {
    private static final long COMMON = 0xffff_ffffL;

    /** Fractions of seconds are rounded in MySQL and cut off in MariaDB, unless these say otherwise. */
    private static final long MYSQL_TIME_TRUNCATE_FRACTIONAL = 1L << 32;

    private static final long MARIADB_TIME_ROUND_FRACTIONAL = 1L << 34;

    private static final long MARIADB_EMPTY_STRING_IS_NULL = 1L << 32;
    private static final long MARIADB_SIMULTANEOUS_ASSIGNMENT = 1L << 33;
    private static final long ORACLE = 1L << 9;

    /**
     * Gone in MySQL 8.0: the other products' names and NO_AUTO_CREATE_USER, which make nothing differ in definitions;
     * MariaDB's IGNORE_BAD_TABLE_OPTIONS.
     */
    private static final long NOT_IN_MYSQL = 1L << 4 | 1L << 8 | 1L << 10 | 1L << 11 | 1L << 12 | 1L << 13 | 1L << 14
            | 1L << 15 | 1L << 16 | 1L << 17 | 1L << 28;

    private SqlModes() {}

    /** @throws CannotCrossException the other family has no mode in which the text would mean the same */
    static long translated(Family source, long mode) {
        if (source == Family.MYSQL) {
            boolean rounds = (mode & MYSQL_TIME_TRUNCATE_FRACTIONAL) == 0;
            return (mode & COMMON) | (rounds ? MARIADB_TIME_ROUND_FRACTIONAL : 0);
        }
        if ((mode & (ORACLE | MARIADB_EMPTY_STRING_IS_NULL | MARIADB_SIMULTANEOUS_ASSIGNMENT)) != 0) {
            throw new CannotCrossException(
                    "it ran under sql_mode ORACLE, EMPTY_STRING_IS_NULL or SIMULTANEOUS_ASSIGNMENT,"
                            + " which MySQL does not have. Run its like on the replica by hand and skip it");
        }
        boolean cuts = (mode & MARIADB_TIME_ROUND_FRACTIONAL) == 0;
        return (mode & COMMON & ~NOT_IN_MYSQL) | (cuts ? MYSQL_TIME_TRUNCATE_FRACTIONAL : 0);
    }
}
