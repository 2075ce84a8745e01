package io.binrelay.capture.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.XaIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a distributed transaction as servers write it to the binary log: {@code XA START X'6162',X'',1}.
 * Source: MySQL {@code sql/binlog.cc}, MariaDB {@code sql/log.cc}.
 */
record XaStatement(Verb verb, XaIdentifier xid) {
    /** What it does. */
    enum Verb {
        /** Begins the group; MariaDB says it in the GTID event instead. */
        START,
        /** The transaction's changes end; XA_PREPARE follows. */
        END,
        COMMIT,
        ROLLBACK
    }

    XaStatement {
        requireNonNull(verb, "verb is null");
        requireNonNull(xid, "xid is null");
    }

    /** The statement in its parts; null when no server writes such a statement. */
    static @Nullable XaStatement parse(byte[] text) {
        String statement = new String(text, ISO_8859_1);
        for (Verb verb : Verb.values()) {
            String start = "XA " + verb + " ";
            if (statement.startsWith(start)) {
                XaIdentifier xid = XaIdentifier.parse(statement.substring(start.length()));
                return xid == null ? null : new XaStatement(verb, xid);
            }
        }
        return null;
    }

    /** @param xid null outside a distributed transaction, which nothing ends */
    static boolean isEndOf(@Nullable XaIdentifier xid, byte[] text) {
        XaStatement statement = parse(text);
        return statement != null
                && statement.verb() == Verb.END
                && statement.xid().equals(xid);
    }
}
