package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Reaction;
import io.binrelay.schemas.model.Family;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The distributed transactions that are prepared on a replica, whoever did it. */
final class PreparedTransactions {
    /** ER_XAER_RMERR, ER_XA_RECOVER lacks its privilege (MySQL 8.0 and newer). */
    private static final int NOT_ALLOWED = 1401;

    /** ER_XA_RBROLLBACK: MariaDB forgets a prepared transaction without changes, as filters may leave one. */
    private static final int ROLLED_BACK_AS_EMPTY = 1402;

    private final ReplicaConnection connection;
    private final Family family;

    PreparedTransactions(ReplicaConnection connection, Family family) {
        this.connection = requireNonNull(connection, "connection is null");
        this.family = requireNonNull(family, "family is null");
    }

    /** @param xid as XA statements take it, all three parts */
    boolean contains(String xid) {
        String wanted = xid.toLowerCase(Locale.ROOT);
        for (List<@Nullable String> row : recover()) {
            if (xidOf(row).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Ends one that is prepared. No change of the session's own may be open. */
    void end(String xid, boolean commit) {
        connection.execute("ROLLBACK"); // of readings: no other transaction may be open
        // MariaDB takes a session without autocommit for one in a transaction of its own (1400).
        connection.execute("SET @@session.autocommit=1");
        try {
            connection.execute((commit ? "XA COMMIT " : "XA ROLLBACK ") + xid);
        } catch (ReplicaException e) {
            if (e.reaction(0) == Reaction.RETRY) {
                connection.execute("SET @@session.autocommit=0");
            }
            if (family != Family.MARIADB || e.errno() != ROLLED_BACK_AS_EMPTY) {
                throw e;
            }
        }
        connection.execute("SET @@session.autocommit=0");
    }

    private List<List<@Nullable String>> recover() {
        try {
            return connection.query(family == Family.MARIADB ? "XA RECOVER FORMAT='SQL'" : "XA RECOVER CONVERT XID");
        } catch (ReplicaException e) {
            if (e.errno() != NOT_ALLOWED) {
                throw e;
            }
            throw new ReplicaException(
                    "the source uses distributed transactions (XA), and the applier's account may not see which ones"
                            + " are prepared on the replica. Run there: GRANT XA_RECOVER_ADMIN ON *.* TO the account of"
                            + " replica.user, and start the applier again",
                    e.errno(),
                    e.sqlState(),
                    e);
        }
    }

    /** Columns: formatID, gtrid_length, bqual_length, data. */
    private String xidOf(List<@Nullable String> row) {
        int global = Integer.parseInt(text(row, 1));
        int branch = Integer.parseInt(text(row, 2));
        String hex = family == Family.MARIADB
                ? ofParts(text(row, 3), global, branch)
                : text(row, 3).substring("0x".length()).toLowerCase(Locale.ROOT);
        return "x'" + hex.substring(0, 2 * global) + "',x'" + hex.substring(2 * global) + "'," + text(row, 0);
    }

    /**
     * MariaDB writes the parts as literals, {@code 'a','b',7} or {@code X'61',X'62',7}, unescaped, those left out that
     * have their default ({@code sql/xa.cc}, get_sql_xid).
     */
    private static String ofParts(String data, int global, int branch) {
        if (data.startsWith("X'")) {
            String rest = data.substring("X'".length() + 2 * global);
            String second = branch == 0 ? "" : rest.substring("',X'".length(), "',X'".length() + 2 * branch);
            return (data.substring(2, 2 + 2 * global) + second).toLowerCase(Locale.ROOT);
        }
        String first = data.substring(1, 1 + global);
        String second = branch == 0 ? "" : data.substring(1 + global + 3, 1 + global + 3 + branch);
        return HexFormat.of().formatHex((first + second).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(List<@Nullable String> row, int column) {
        return requireNonNull(row.get(column), "a column of XA RECOVER is NULL");
    }
}
