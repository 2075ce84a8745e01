package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.schemas.model.Family;

/**
 * Which version comments the source ran as part of a statement and which it skipped.
 *
 * @param version the source's
 */
record SourceDialect(ServerVersion version) {
    /**
     * MariaDB skips the comments of MySQL versions that have features of their own (MariaDB manual, comment syntax).
     */
    private static final int MYSQL_ONLY_FROM = 50700;

    private static final int MYSQL_ONLY_TO = 99999;

    SourceDialect {
        requireNonNull(version, "version is null");
    }

    /**
     * @param mariadbOnly whether it began with {@code /*M!}
     * @param number 0 where there is none
     */
    boolean runs(boolean mariadbOnly, int number) {
        int own = (version.major() * 100 + version.minor()) * 100 + version.patch();
        if (version.family() == Family.MYSQL) {
            return !mariadbOnly && number <= own;
        }
        boolean skipped = !mariadbOnly && number >= MYSQL_ONLY_FROM && number <= MYSQL_ONLY_TO;
        return !skipped && number <= own;
    }
}
