package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.BinlogStatement;
import io.binrelay.applier.core.ReplicaFormat;
import io.binrelay.applier.core.RowsStream;
import io.binrelay.applier.core.SavepointText;
import io.binrelay.applier.core.ServerVersion;
import io.binrelay.applier.core.StatementSession;
import io.binrelay.applier.core.StatementText;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.TableName;
import io.binrelay.schemas.binlog.MalformedEventException;
import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session on the replica: its connection, what the server was told of the events to come, and the rows held back.
 * The session never commits by itself: {@code autocommit=0} outside of statements of the source.
 *
 * <p>Not thread-safe.
 */
final class ReplicaSession {
    /** Larger statements are not faster: a round trip is little beside the work that this many bytes of rows make. */
    private static final int PIECE_BYTES = 1 << 20;

    /** ER_WARNING_NOT_COMPLETE_ROLLBACK: a table of an engine without transactions took part. */
    private static final int ROLLBACK_INCOMPLETE = 1196;

    private static final String MARK = "binrelay_mark";

    private final ReplicaConnection connection;
    private final ReplicaServer server;
    private final RowsPolicy policy;
    private final StatementRunner statements;
    private final RowsStream rows;
    private final TableEngines engines;
    private final DefinitionDigest definitions;
    private final SequenceRows sequences;
    private final long maxPacket;
    private @Nullable SourceServer accepted;
    private @Nullable ReplicaFormat format;
    private @Nullable ReplicaFormat announced;

    /** Null while rows are applied as events. */
    private @Nullable LogicalApply logical;

    private boolean transactionOpen;

    /** Behind a CREATE TABLE .. START TRANSACTION, whose session can be left only when its rows are committed. */
    private boolean creating;

    private boolean flushing;

    private ReplicaSession(ReplicaConnection connection, ReplicaServer server, RowsPolicy policy) {
        this.connection = connection;
        this.engines = new TableEngines(connection, this::endReading);
        this.definitions = new DefinitionDigest(connection);
        this.server = server;
        this.policy = policy;
        this.maxPacket = server.number("max_allowed_packet", PIECE_BYTES);
        CollationNames collations = new CollationNames(connection, server);
        this.statements = new StatementRunner(
                connection, new StatementSession(server.family(), server.variableNames(), collations::nameOf), server);
        this.sequences = new SequenceRows(connection, statements::restore);
        // Seven tenths: base64 makes 4 bytes of 3, and the statement needs a little more.
        BinlogSender sender = new BinlogSender(connection, server.family(), maxPacket);
        this.rows = new RowsStream(
                (int) Math.min(PIECE_BYTES, maxPacket * 7 / 10),
                (piece, lastTable) -> sender.send(piece, lastTable, !flushing));
    }

    /** Connects, checks the replica and prepares the session. */
    static ReplicaSession open(ReplicaAddress address, RowsPolicy policy) {
        ReplicaConnection connection = ReplicaConnection.open(address);
        boolean ready = false;
        try {
            ReplicaSession session = of(connection, policy);
            ready = true;
            return session;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    /** Checks the replica at the other end of a new connection and prepares the session. */
    static ReplicaSession of(ReplicaConnection connection, RowsPolicy policy) {
        ReplicaServer server = ReplicaServer.ask(connection);
        new ReplicaChecks(connection, server).beforeClaim(policy.execMode());
        SessionPins.apply(connection, server, policy.execMode());
        ReplicaSession session = new ReplicaSession(connection, server, policy);
        session.statements.restore();
        return session;
    }

    ReplicaConnection connection() {
        return connection;
    }

    DefinitionDigest definitions() {
        return definitions;
    }

    List<String> userTables() {
        List<String> tables = ReplicaTables.someOfUsers(connection);
        connection.execute("ROLLBACK"); // of the reading
        return tables;
    }

    NameComparison names() {
        return new NameComparison(server.family(), server.number("lower_case_table_names", 0) != 0);
    }

    Optional<TableName> tableOfTrigger(TableName trigger) {
        Optional<TableName> table = ReplicaTables.ofTrigger(connection, trigger);
        endReading();
        return table;
    }

    void accept(SourceServer source) {
        if (source.equals(accepted)) {
            return;
        }
        ReplicaFormat newFormat;
        try {
            newFormat = ReplicaFormat.of(source.formatDescription());
        } catch (MalformedEventException e) {
            throw new ReplicaException(String.valueOf(e.getMessage()), 0, "", e);
        }
        new ReplicaChecks(connection, server).against(source, newFormat, policy);
        logical = isLogical(source) ? logicalApply(newFormat) : null;
        accepted = source;
        format = newFormat;
    }

    private boolean isLogical(SourceServer source) {
        return policy.mode() == ApplyMode.LOGICAL
                || (policy.mode() == ApplyMode.AUTO && source.family() != server.family());
    }

    private LogicalApply logicalApply(ReplicaFormat newFormat) {
        ServerVersion version = ServerVersion.parse(newFormat.serverVersion());
        return new LogicalApply(
                connection, server, version, maxPacket, (int) Math.min(PIECE_BYTES, maxPacket * 7 / 10));
    }

    boolean canJoin(SourceServer source) {
        if (!transactionOpen) {
            return true;
        }
        return source.equals(accepted)
                || ReplicaFormat.of(source.formatDescription()).equals(announced);
    }

    /** Rows that follow belong to a session of this mode. */
    void rowsSqlMode(long bits) {
        if (statements.rowsSqlMode() != bits && server.family() == Family.MYSQL) {
            flush();
            statements.rowsSqlMode(bits);
        }
    }

    void apply(SourceServer source, List<RelayEvent> events) {
        accept(source);
        for (RelayEvent event : events) {
            if (isPrivate(event)) {
                continue;
            }
            if (logical != null && (event instanceof RelayEvent.Rows || event instanceof RelayEvent.TableMap)) {
                applyLogically(event, logical);
            } else if (event instanceof RelayEvent.Rows row) {
                announceFormat();
                transactionOpen = true;
                add(row);
            } else if (event instanceof RelayEvent.TableMap map) {
                announceFormat();
                rows.add(map);
            } else if (event instanceof RelayEvent.FileBlock block) {
                connection.files().add(block);
            } else if (event instanceof RelayEvent.Execute execute) {
                text(execute.statement());
            }
        }
    }

    private void add(RelayEvent.Rows row) {
        if (!sequences.holds(row)) {
            rows.add(row);
            return;
        }
        flush();
        sequences.apply(row);
        if (RowsFlags.endsStatement(row.bytes())) {
            rows.endTransaction();
        }
    }

    private void applyLogically(RelayEvent event, LogicalApply apply) {
        if (event instanceof RelayEvent.Rows row) {
            transactionOpen = true;
            apply.rows().add(row);
        }
    }

    /** A source that is a replica itself logs how its own checkpoint moves; each server has its own (trap 56). */
    private static boolean isPrivate(RelayEvent event) {
        return (event instanceof RelayEvent.Rows row && row.table().database().equals(CheckpointTable.SCHEMA))
                || (event instanceof RelayEvent.TableMap map
                        && map.table().database().equals(CheckpointTable.SCHEMA));
    }

    private void text(Statement statement) {
        if (logical == null) {
            // Inside the transaction it would be too late for that.
            announceFormat();
        }
        flush();
        transactionOpen = true;
        LoadedFile load = statement.load();
        if (SavepointText.isSavepoint(statement.text())) {
            connection.execute(new String(SavepointText.forReplica(statement.text()), StandardCharsets.ISO_8859_1));
        } else if (logical != null) {
            throw LogicalApply.textRefused();
        } else if (load != null) {
            Path file = connection.files().file(load.fileId());
            statements.runLoad(statement, load, file.toString());
        } else {
            statements.runInTransaction(statement);
        }
    }

    void endOfSourceTransaction() {
        rows.endTransaction();
    }

    /** Returns when the server has applied all that was given to {@link #apply}. */
    void flush() {
        flushing = true;
        try {
            rows.flush();
            if (logical != null) {
                logical.rows().flush();
            }
        } finally {
            flushing = false;
        }
        connection.settle();
    }

    void mark(SourceServer source) {
        expect(source);
        flush();
        connection.execute("SAVEPOINT " + MARK);
    }

    /** A statement that failed may have left the session as it needed it. */
    void undoToMark() {
        discard();
        connection.execute("ROLLBACK TO SAVEPOINT " + MARK);
        statements.restore();
    }

    private void discard() {
        rows.discard();
        if (logical != null) {
            logical.rows().discard();
        }
        connection.abandon();
    }

    void commit() {
        flush();
        connection.execute("COMMIT");
        ended();
    }

    /** Behind the end of a transaction. */
    private void ended() {
        transactionOpen = false;
        connection.files().clear();
        if (creating) {
            creating = false;
            statements.restore();
        }
    }

    void rollbackAsSource() {
        flush();
        connection.execute("ROLLBACK");
        ended();
    }

    void rollback() {
        discard();
        List<Integer> warnings = connection.executeForWarnings("ROLLBACK");
        ended();
        if (warnings.contains(ROLLBACK_INCOMPLETE)) {
            throw new ReplicaException(
                    "a table of the transaction is of an engine without transactions on the replica, so that what was"
                            + " applied of it could not be rolled back (warning 1196). Compare the replica with its source"
                            + " before going on, and give the tables the engine they have there");
        }
    }

    void execute(SourceServer source, Statement statement, boolean again) {
        accept(source);
        boolean crosses = source.family() != server.family();
        if (logical != null) {
            logical.rows().beforeStatement();
        }
        if (logical != null && crosses) {
            logical.run(statement, again, statements::restore);
        } else if (StatementText.of(statement).opensTransaction()) {
            if (logical == null) {
                announceFormat();
            }
            transactionOpen = true;
            creating = true;
            statements.open(statement);
        } else {
            statements.run(statement, again);
        }
        // The statement may have changed any of them.
        engines.forget();
        sequences.forget();
    }

    boolean isTransactional(Table table) {
        return engines.isTransactional(table);
    }

    /** Makes ready for events of this source, before a transaction begins that could not take the announcement. */
    void expect(SourceServer source) {
        accept(source);
        if (logical == null) {
            announceFormat();
        }
        transactionOpen = true;
    }

    boolean isPrepared(String xid) {
        return new PreparedTransactions(connection, server.family()).contains(xid);
    }

    void endDistributed(String xid, boolean commit) {
        new PreparedTransactions(connection, server.family()).end(xid, commit);
    }

    boolean isAllTransactional() {
        return engines.isAllTransactional();
    }

    /** A reading begins a transaction, in which the server could not be told of GTIDs any more (1766). */
    private void endReading() {
        if (!transactionOpen) {
            connection.execute("ROLLBACK");
        }
    }

    void empty(Table table) {
        connection.execute("SET @@session.character_set_client=utf8mb4");
        connection.execute("TRUNCATE TABLE " + ReplicaConnection.name(table));
        statements.restore();
    }

    /**
     * Events can be read only behind the description of their format; MySQL then wants to hear about GTIDs again
     * (1782).
     */
    private void announceFormat() {
        ReplicaFormat wanted = requireNonNull(format, "no source was accepted");
        if (wanted.equals(announced)) {
            return;
        }
        if (transactionOpen) {
            throw new IllegalStateException("the format of the events changes inside a transaction");
        }
        BinlogStatement statement = new BinlogStatement(0);
        statement.add(wanted.event());
        connection.binlog(statement.toBase64());
        if (server.family() == Family.MYSQL) {
            connection.execute("SET @@session.gtid_next='AUTOMATIC'");
        }
        announced = wanted;
    }
}
