package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.logical.CannotCrossException;
import io.binrelay.applier.logical.RowStatement;
import io.binrelay.applier.logical.TablePlan;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.RelayEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies rows events of the other family: gathers the statements made of them, sends many in one round trip, and
 * checks of each that it found the rows it should and left no warning, for a session that is not strict changes values
 * with a warning only (trap 15).
 *
 * <p>Not thread-safe.
 */
final class LogicalRows {
    private static final Logger LOG = LoggerFactory.getLogger(LogicalRows.class);

    /** ER_KEY_NOT_FOUND, as a server's own row applier says it. */
    private static final int NOT_FOUND = 1032;

    /** Table definitions kept. */
    private static final int PLANS = 1_000;

    private static final int BODY_OFFSET = BinlogEvent.HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH;

    private static final String SAVEPOINT = "binrelay_rows";

    private static final String COUNT_WARNINGS = ";SET @binrelay_warnings=@binrelay_warnings+@@warning_count;";

    private final ReplicaConnection connection;
    private final ReplicaTables tables;
    private final Family source;
    private final long maxPacket;
    private final int batchLength;
    private final Map<ByteBuffer, Planned> plans = new HashMap<>();
    private final List<RowStatement> pending = new ArrayList<>();
    private int pendingLength;
    private boolean foreignKeyChecks = true;
    private boolean several;

    /** A TABLE_MAP event, read, and what was made of it. */
    private record Planned(TableMapEvent map, TablePlan plan) {}

    /**
     * @param source the family of the events
     * @param maxPacket the replica's max_allowed_packet
     * @param batchLength characters after which statements are sent
     */
    LogicalRows(ReplicaConnection connection, ReplicaTables tables, Family source, long maxPacket, int batchLength) {
        this.connection = requireNonNull(connection, "connection is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.source = requireNonNull(source, "source is null");
        this.maxPacket = maxPacket;
        this.batchLength = batchLength;
    }

    /** Takes a rows event; its statements may be sent later. */
    void add(RelayEvent.Rows rows) {
        String table = rows.table().qualifiedName();
        try {
            Planned planned = planned(rows);
            boolean checks = !TablePlan.withoutForeignKeyChecks(rows.bytes(), planned.map());
            if (checks != foreignKeyChecks) {
                flush();
                foreignKeyChecks = checks;
            }
            planned.plan().statements(rows.bytes(), this::add);
        } catch (CannotCrossException e) {
            throw new ReplicaException(
                    "table " + table + " cannot be applied to a replica of the other family: " + e.getMessage()
                            + ". The table could also be left out of replication, see README.md",
                    0,
                    "",
                    e);
        }
    }

    private Planned planned(RelayEvent.Rows rows) {
        byte[] map = rows.tableMap();
        ByteBuffer key = ByteBuffer.wrap(map, BODY_OFFSET, map.length - BODY_OFFSET);
        Planned known = plans.get(key);
        if (known == null) {
            TableMapEvent event = TableMapEvent.parse(source, new BinlogEvent("", 0, map));
            known = new Planned(
                    event, new TablePlan(event, tables.table(event.database(), event.table()), batchLength));
            if (plans.size() >= PLANS) {
                plans.clear();
            }
            plans.put(key, known);
        }
        return known;
    }

    private void add(RowStatement statement) {
        if (statement.sql().length() + 1_024 > maxPacket) {
            throw new ReplicaException("a row of table " + statement.table() + " needs a statement of "
                    + statement.sql().length() + " bytes, the replica's max_allowed_packet is " + maxPacket
                    + ": set it above that (at most 1073741824) and start the applier again");
        }
        if (pendingLength > 0 && pendingLength + statement.sql().length() > batchLength) {
            flush();
        }
        pending.add(statement);
        pendingLength += statement.sql().length() + COUNT_WARNINGS.length();
    }

    /** Returns when the server has applied all rows that were added. */
    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        if (!several) {
            connection.allowSeveral(true);
            several = true;
        }
        List<RowStatement> batch = List.copyOf(pending);
        pending.clear();
        pendingLength = 0;
        List<Long> results;
        try {
            results = connection.executeAll(textOf(batch));
        } catch (ReplicaException e) {
            throw new ReplicaException(e.reason() + " (" + where(batch) + ")", e.errno(), e.sqlState(), e);
        }
        check(batch, results);
    }

    /** Names are UTF-8, our own statements ISO-8859-1: as restored by StatementSession. */
    private String textOf(List<RowStatement> batch) {
        StringBuilder text = new StringBuilder("SET @binrelay_warnings=0,@@session.character_set_client=utf8mb4")
                .append(",@@session.foreign_key_checks=")
                .append(foreignKeyChecks ? 1 : 0)
                .append(";SAVEPOINT ")
                .append(SAVEPOINT)
                .append(';');
        for (RowStatement statement : batch) {
            text.append(statement.sql()).append(COUNT_WARNINGS);
        }
        return text.append("SET @@session.character_set_client=latin1,@@session.foreign_key_checks=1;")
                .append("SELECT @binrelay_warnings")
                .toString();
    }

    private void check(List<RowStatement> batch, List<Long> results) {
        if (results.size() != 2 * batch.size() + 4) {
            throw new IllegalStateException(batch.size() + " statements gave " + results.size() + " results");
        }
        int warnings = 0;
        for (int i = 0; i < batch.size(); i++) {
            RowStatement statement = batch.get(i);
            long found = results.get(2 + 2 * i);
            if (statement.rows() >= 0 && found != statement.rows()) {
                throw new ReplicaException(
                        "Can't find record in '" + statement.table() + "' (found " + found + " of " + statement.rows()
                                + "): the replica differs from the source",
                        NOT_FOUND,
                        "HY000",
                        null);
            }
            warnings += statement.warnings();
        }
        long given = results.get(results.size() - 1);
        if (given != warnings) {
            throw new ReplicaException("the replica would store other values than the source (" + given
                    + " warnings instead of " + warnings + ", " + where(batch) + explanation(batch)
                    + "): its columns do not hold them. Give its table the types of the source's");
        }
    }

    /** What the server says itself: runs the statements again, one by one, up to the first that leaves a warning. */
    private String explanation(List<RowStatement> batch) {
        try {
            connection.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            connection.execute("SET @@session.character_set_client=utf8mb4,@@session.foreign_key_checks="
                    + (foreignKeyChecks ? 1 : 0));
            for (RowStatement statement : batch) {
                connection.execute(statement.sql());
                List<List<@Nullable String>> warnings = connection.query("SHOW WARNINGS");
                if (warnings.size() != statement.warnings()) {
                    return warnings.isEmpty()
                            ? ""
                            : ", the first: " + warnings.get(0).get(2);
                }
            }
        } catch (ReplicaException e) {
            LOG.debug("the statements cannot be repeated to see their warnings", e);
        }
        return "";
    }

    private static String where(List<RowStatement> batch) {
        List<String> names =
                batch.stream().map(RowStatement::table).distinct().limit(3).toList();
        return names.size() == 1 ? "on table " + names.get(0) : "on one of the tables " + String.join(", ", names);
    }

    /** Forgets what was not sent. */
    void discard() {
        pending.clear();
        pendingLength = 0;
        foreignKeyChecks = true;
    }

    /** Before a statement of the source: its text may have semicolons, and it may change any table. */
    void beforeStatement() {
        flush();
        if (several) {
            connection.allowSeveral(false);
            several = false;
        }
        plans.clear();
        tables.forget();
    }
}
