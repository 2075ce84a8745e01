package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.ServerVersion;
import io.binrelay.applier.core.StatementOutcome;
import io.binrelay.applier.core.StatementText;
import io.binrelay.applier.logical.CannotCrossException;
import io.binrelay.applier.logical.CollationCounterparts;
import io.binrelay.applier.logical.StatementTranslation;
import io.binrelay.applier.logical.TranslatedSession;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session does when the source is of the other family: rows as statements of their own, and the subset of
 * statements that both families understand.
 */
final class LogicalApply {
    private static final Logger LOG = LoggerFactory.getLogger(LogicalApply.class);

    private final ReplicaConnection connection;
    private final ServerVersion source;
    private final LogicalRows rows;
    private final CollationCounterparts collations;
    private final TranslatedSession sessions;
    private final Set<String> told = new HashSet<>();

    /**
     * @param source the version of the server whose events come
     * @param maxPacket the replica's max_allowed_packet
     * @param batchLength characters after which row statements are sent
     */
    LogicalApply(
            ReplicaConnection connection, ReplicaServer server, ServerVersion source, long maxPacket, int batchLength) {
        this.connection = requireNonNull(connection, "connection is null");
        this.source = requireNonNull(source, "source is null");
        this.rows = new LogicalRows(
                connection, new ReplicaTables(connection, server), source.family(), maxPacket, batchLength);
        Set<String> names = collationNames(connection);
        CollationNames byId = new CollationNames(connection, server);
        this.collations = new CollationCounterparts(names::contains, byId::nameOf);
        byId.nameOf(0); // reads them now, and not inside a transaction
        connection.execute("ROLLBACK"); // of the reading
        this.sessions = new TranslatedSession(source.family(), server.variableNames(), collations);
    }

    /** Short and full names; MariaDB keeps those that apply to several character sets in another place. */
    private static Set<String> collationNames(ReplicaConnection connection) {
        Set<String> names = new HashSet<>();
        for (List<@Nullable String> row : connection.query("SHOW COLLATION")) {
            String name = row.get(0);
            if (name != null) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    LogicalRows rows() {
        return rows;
    }

    /**
     * Runs a statement, or leaves it out with a warning.
     *
     * @param again whether it may have been run before: what a DROP does not find any more is gone by it
     * @param restore brings the session back to what rows need
     */
    void run(Statement statement, boolean again, Runnable restore) {
        if (statement.errorCode() != 0) {
            throw new ReplicaException("the statement ended with error " + statement.errorCode()
                    + " on the source after it had changed something, which cannot be repeated exactly: compare source"
                    + " and replica, and rebuild the replica if they differ");
        }
        StatementTranslation translation;
        List<String> settings;
        try {
            translation = StatementTranslation.of(statement, source, collations);
            settings = translation.isRun() ? sessions.prepare(statement) : List.of();
        } catch (CannotCrossException e) {
            throw new ReplicaException(
                    "the statement cannot be applied to a replica of the other family: " + e.getMessage(), 0, "", e);
        }
        byte[] text = translation.text();
        if (text == null) {
            LOG.warn("left out: {}: {}", beginning(statement), translation.reason());
            return;
        }
        tellOf(translation);
        run(statement.withText(text), again, settings, restore);
    }

    /** Why a change of rows as text, in a transaction, is refused. */
    static ReplicaException textRefused() {
        return new ReplicaException(
                "the transaction has a change of rows as text (binlog_format other than ROW), which the replica's server may"
                        + " carry out differently than the source did. Set binlog_format=ROW on the source, make the change on"
                        + " the replica by hand, and skip the transaction");
    }

    private void run(Statement statement, boolean again, List<String> settings, Runnable restore) {
        StatementText text = StatementText.of(statement);
        boolean usable = false;
        try {
            byte[] bytes = text.forReplica(source.family());
            settings.forEach(connection::execute);
            connection.execute(new String(bytes, StandardCharsets.ISO_8859_1));
            usable = true;
        } catch (IllegalArgumentException e) {
            throw new ReplicaException(String.valueOf(e.getMessage()), 0, "", e);
        } catch (ReplicaException e) {
            usable = e.reaction(0) != Reaction.RECONNECT;
            if (StatementOutcome.of(text, again, false, e.errno()) == StatementOutcome.DONE) {
                LOG.warn("taken as done: {}", e.getMessage());
            } else {
                throw e.reaction(0) == Reaction.STOP ? explained(e) : e;
            }
        } finally {
            if (usable) {
                restore.run();
            }
        }
    }

    private static ReplicaException explained(ReplicaException e) {
        return new ReplicaException(
                e.reason()
                        + ". The replica is of the other family and does not take the statement as it is: make the change"
                        + " there by hand and skip the statement",
                e.errno(),
                e.sqlState(),
                e);
    }

    private void tellOf(StatementTranslation translation) {
        for (String collation : translation.collations()) {
            if (told.add(collation)) {
                LOG.warn("collation {}: the bytes are the same, order and equality may differ a little", collation);
            }
        }
    }

    /** Enough to find it by; never passwords, which come late in a statement. */
    private static String beginning(Statement statement) {
        String text = new String(statement.text(), StandardCharsets.UTF_8);
        int identified = text.toUpperCase(Locale.ROOT).indexOf("IDENTIFIED");
        String safe = identified < 0 ? text : text.substring(0, identified);
        return safe.substring(0, Math.min(80, safe.length())).strip();
    }
}
