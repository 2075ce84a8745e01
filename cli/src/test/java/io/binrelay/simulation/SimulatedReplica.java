package io.binrelay.simulation;

import static java.util.Objects.requireNonNullElse;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.StatementScope;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.FencedException;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.TableName;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An applier's connection to a {@link SimulatedReplicaServer}: interprets the rows events of two-column tables as the
 * server's own row applier does, strictly. Can be lost, deadlock, or die before or after any effect.
 */
final class SimulatedReplica implements Replica {
    private static final int CONNECTION_LOST = 2013;
    private static final int DEADLOCK = 1213;

    private final SimulatedReplicaServer server;
    private final Faults faults;
    private long generation;
    private @Nullable TableState open;
    private @Nullable Checkpoint openCheckpoint;
    private List<Change> heldBack = new ArrayList<>();

    /** A row change that waits for a flush. */
    private record Change(RelayEvent.Rows rows) {}

    SimulatedReplica(SimulatedReplicaServer server, Faults faults) {
        this.server = server;
        this.faults = faults;
    }

    @Override
    public Claim claim() {
        mayFail("claim");
        undo();
        generation = server.connect(this);
        mayFail("claim's answer");
        List<String> userTables = server.checkpoint() == null
                ? List.copyOf(server.tables().tables().keySet())
                : List.of();
        return new Claim(server.checkpoint(), server.intent(), server.definitionsChanged(), userTables);
    }

    @Override
    public NameComparison names() {
        return new NameComparison(Family.MYSQL, false);
    }

    @Override
    public Optional<TableName> tableOfTrigger(TableName trigger) {
        return Optional.empty();
    }

    @Override
    public void begin(Checkpoint first) {
        requireConnection();
        mayFail("begin");
        server.commit(server.tables(), first);
        mayFail("begin's answer");
    }

    @Override
    public void accept(SourceServer source) {}

    @Override
    public boolean canJoin(SourceServer source) {
        return true;
    }

    @Override
    public void rowsSqlMode(long bits) {
        requireConnection();
    }

    @Override
    public void apply(SourceServer source, List<RelayEvent> events) {
        requireConnection();
        for (RelayEvent event : events) {
            if (event instanceof RelayEvent.Rows rows) {
                heldBack.add(new Change(rows));
            }
        }
    }

    @Override
    public void endOfSourceTransaction() {}

    @Override
    public void flush() {
        requireConnection();
        mayFail("flush");
        if (!heldBack.isEmpty() && faults.happens(20)) {
            undo();
            throw new ReplicaException("Deadlock found when trying to get lock", DEADLOCK, "40001", null);
        }
        List<Change> changes = heldBack;
        heldBack = new ArrayList<>();
        for (Change change : changes) {
            applyRows(change.rows());
        }
        mayFail("flush's answer");
    }

    @Override
    public void mark(SourceServer source) {
        throw new UnsupportedOperationException("the simulation stops at every error");
    }

    @Override
    public void undoToMark() {
        throw new UnsupportedOperationException("nothing was marked");
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        requireConnection();
        mayFail("checkpoint");
        if (generation != server.generation()) {
            throw new FencedException("another applier has claimed the channel");
        }
        openCheckpoint = checkpoint;
        working();
    }

    @Override
    public void commit() {
        requireConnection();
        mayFail("commit");
        if (!heldBack.isEmpty()) {
            throw new IllegalStateException("changes are held back");
        }
        if (open != null) {
            server.commit(working(), openCheckpoint);
            undo();
        }
        mayFail("commit's answer");
    }

    @Override
    public void rollback() {
        if (!server.serves(this)) {
            undo();
            throw lost("rollback");
        }
        undo();
    }

    @Override
    public void rollbackAsSource() {
        rollback();
    }

    @Override
    public void recordIntent(Intent intent, StatementScope scope) {
        requireConnection();
        mayFail("intent");
        if (generation != server.generation()) {
            throw new FencedException("another applier has claimed the channel");
        }
        server.recordIntent(intent);
        mayFail("intent's answer");
    }

    @Override
    public void clearIntent() {
        requireConnection();
        server.recordIntent(null);
    }

    @Override
    public void execute(SourceServer source, Statement statement, boolean again) {
        requireConnection();
        mayFail("statement");
        String text = new String(statement.text(), StandardCharsets.UTF_8);
        String[] words = text.split("\\s+", -1);
        String table = statement.database() + "." + words[2];
        try {
            TableState next = switch (words[0].toUpperCase(Locale.ROOT)) {
                case "CREATE" -> server.tables().create(table);
                case "TRUNCATE" -> server.tables().truncate(table);
                case "DROP" ->
                    again && !server.tables().has(table)
                            ? server.tables()
                            : server.tables().drop(table);
                default -> throw new IllegalArgumentException(text);
            };
            server.commit(next, null);
        } catch (TableState.Refused e) {
            throw new ReplicaException(requireNonNullElse(e.getMessage(), ""), e.errno(), "HY000", e);
        }
        mayFail("statement's answer");
    }

    @Override
    public boolean isTransactional(Table table) {
        return true;
    }

    @Override
    public void beginDistributed(SourceServer source, String xid) {
        throw noneDistributed();
    }

    @Override
    public void prepareDistributed() {
        throw noneDistributed();
    }

    @Override
    public boolean isPrepared(String xid) {
        throw noneDistributed();
    }

    @Override
    public void endDistributed(String xid, boolean commit) {
        throw noneDistributed();
    }

    private static IllegalStateException noneDistributed() {
        return new IllegalStateException("the simulated source has no distributed transactions");
    }

    @Override
    public boolean isAllTransactional() {
        return true;
    }

    @Override
    public void empty(Table table) {
        throw new IllegalStateException("all tables here have transactions");
    }

    @Override
    public void release() {
        undo();
        server.disconnect(this);
    }

    @Override
    public void close() {
        release();
    }

    private void applyRows(RelayEvent.Rows rows) {
        try {
            open = RowsInterpreter.apply(working(), rows);
        } catch (TableState.Refused e) {
            throw new ReplicaException(requireNonNullElse(e.getMessage(), ""), e.errno(), "23000", e);
        }
    }

    private TableState working() {
        if (open == null) {
            open = server.tables();
        }
        return open;
    }

    private void undo() {
        open = null;
        openCheckpoint = null;
        heldBack = new ArrayList<>();
    }

    private void requireConnection() {
        if (!server.serves(this)) {
            undo();
            throw lost("a statement");
        }
    }

    private void mayFail(String what) {
        faults.mayKill(what);
        if (faults.happens(8)) {
            undo();
            server.disconnect(this);
            throw lost(what);
        }
    }

    private static ReplicaException lost(String what) {
        return new ReplicaException("Lost connection to server during " + what, CONNECTION_LOST, "08S01", null);
    }
}
