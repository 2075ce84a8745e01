package io.binrelay.schemas.model;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of transactions of a source, named by GTIDs. Immutable.
 *
 * <p>The families differ: MySQL's set lists intervals of numbers per server (and tag), MariaDB's position names the
 * last transaction of each replication domain and means all before it. Operations on sets of different families are
 * refused.
 */
public sealed interface GtidSet permits MysqlGtidSet, MariadbGtidSet {
    /** The set without transactions. */
    static GtidSet empty(Family family) {
        return switch (family) {
            case MYSQL -> MysqlGtidSet.EMPTY;
            case MARIADB -> MariadbGtidSet.EMPTY;
        };
    }

    /**
     * Parses the family's text form: {@code uuid:1-5:7:tag:1,uuid:1} or {@code 0-1-100,1-2-30}. White space is ignored;
     * "" is the empty set.
     *
     * @throws IllegalArgumentException when the text is of another form; the message shows what was expected
     */
    static GtidSet parse(Family family, String text) {
        return switch (family) {
            case MYSQL -> MysqlGtidSet.parse(text);
            case MARIADB -> MariadbGtidSet.parse(text);
        };
    }

    /**
     * A set in the text form of either family, which cannot be taken for one another; empty when the text is of none,
     * or has no transactions.
     */
    static Optional<GtidSet> ofEither(String text) {
        return Stream.of(Family.values())
                .map(family -> readable(family, text))
                .flatMap(Optional::stream)
                .filter(set -> !set.isEmpty())
                .findFirst();
    }

    private static Optional<GtidSet> readable(Family family, String text) {
        try {
            return Optional.of(parse(family, text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // of the other family, or of none
        }
    }

    /** Whose GTIDs these are. */
    Family family();

    /** Whether the set has no transactions. */
    boolean isEmpty();

    /**
     * Whether the transaction is in the set.
     *
     * @param gtid one transaction's, in the family's form
     * @throws IllegalArgumentException when it is of another form
     */
    boolean contains(String gtid);

    /**
     * The set with this transaction; of MariaDB with all before it in its domain.
     *
     * @throws IllegalArgumentException as {@link #contains}
     */
    GtidSet add(String gtid);

    /** The transactions that are in this set or the other. */
    GtidSet union(GtidSet other);

    /**
     * The transactions of this set that are not in the other. Of MariaDB: this set's positions in those domains in
     * which it is ahead of the other, for a position cannot say where it begins.
     */
    GtidSet subtract(GtidSet other);

    /** Whether every transaction of this set is in the other. */
    boolean isSubsetOf(GtidSet other);

    /** The family's canonical text form, which {@link #parse} reads; "" for the empty set. */
    @Override
    String toString();
}
