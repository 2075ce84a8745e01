package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.SavepointText;
import io.binrelay.applier.core.StatementScope;
import io.binrelay.applier.core.StatementText;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.FencedException;
import io.binrelay.applier.replica.Replica;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A replica in memory. It passes {@link ReplicaContract}. Not thread-safe. */
final class FakeReplica implements Replica {
    private final FakeReplicaServer server;
    private final List<String> pending = new ArrayList<>();
    private @Nullable Checkpoint pendingCheckpoint;
    private @Nullable String creating;
    private @Nullable String distributed;
    private int marked;
    private boolean connected;
    private int generation;

    FakeReplica(FakeReplicaServer server) {
        this.server = requireNonNull(server, "server is null");
    }

    @Override
    public Claim claim() {
        release();
        server.faults.accept("claim");
        FakeReplica predecessor = server.holder;
        if (predecessor != null) {
            predecessor.lose();
        }
        server.holder = this;
        connected = true;
        generation = ++server.generation;
        return new Claim(
                server.checkpoint,
                server.intent,
                server.intent != null
                        && server.intent.kind() == Intent.Kind.STATEMENT
                        && server.statements.size() != server.statementsAtIntent,
                server.checkpoint == null ? server.userTables : List.of());
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
        requireConnection("begin");
        server.checkpoint = first;
    }

    @Override
    public void accept(SourceServer source) {
        requireConnection("accept");
    }

    @Override
    public boolean canJoin(SourceServer source) {
        return source.equals(Transactions.SOURCE);
    }

    @Override
    public void rowsSqlMode(long bits) {
        requireConnection("mode");
    }

    @Override
    public void apply(SourceServer source, List<RelayEvent> events) {
        for (RelayEvent event : events) {
            if (event instanceof RelayEvent.Rows rows) {
                String name = new String(rows.bytes(), StandardCharsets.ISO_8859_1);
                requireConnection("apply " + name);
                (rows.table().equals(Transactions.MEMORY_TABLE) ? server.committed : pending).add(name);
            } else if (event instanceof RelayEvent.Execute execute) {
                text(execute.statement());
            }
        }
    }

    private void text(Statement statement) {
        if (StatementText.of(statement).commitsByItself()) {
            throw new IllegalArgumentException("a statement that commits by itself inside a transaction");
        }
        String text = new String(statement.text(), StandardCharsets.ISO_8859_1);
        requireConnection("text " + text);
        if (!SavepointText.isSavepoint(statement.text())) {
            pending.add(text);
        }
    }

    @Override
    public void endOfSourceTransaction() {
        requireConnection("end");
    }

    @Override
    public void flush() {
        requireConnection("flush");
    }

    @Override
    public void mark(SourceServer source) {
        requireConnection("mark");
        marked = pending.size();
    }

    @Override
    public void undoToMark() {
        requireConnection("undo");
        pending.subList(marked, pending.size()).clear();
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        requireConnection("checkpoint");
        requireGeneration();
        pendingCheckpoint = checkpoint;
    }

    @Override
    public void commit() {
        requireConnection("commit");
        server.committed.addAll(pending);
        if (creating != null) {
            server.statements.add(creating);
        }
        if (pendingCheckpoint != null) {
            server.checkpoint = pendingCheckpoint;
            server.intent = null;
        }
        forget();
        server.faults.accept("committed");
    }

    @Override
    public void rollback() {
        requireConnection("rollback");
        forget();
    }

    @Override
    public void rollbackAsSource() {
        requireConnection("rollback");
        forget();
    }

    @Override
    public void recordIntent(Intent intent, StatementScope scope) {
        requireConnection("intent");
        requireGeneration();
        server.intent = intent;
        server.statementsAtIntent = server.statements.size();
    }

    @Override
    public void clearIntent() {
        requireConnection("clear");
        server.intent = null;
    }

    @Override
    public void execute(SourceServer source, Statement statement, boolean again) {
        String text = new String(statement.text(), StandardCharsets.ISO_8859_1);
        requireConnection("execute " + text);
        if (StatementText.of(statement).opensTransaction()) {
            creating = text;
            return;
        }
        server.statements.add(again ? text + " again" : text);
        server.faults.accept("executed");
    }

    @Override
    public boolean isTransactional(Table table) {
        return !table.equals(Transactions.MEMORY_TABLE);
    }

    @Override
    public void beginDistributed(SourceServer source, String xid) {
        requireConnection("xa start");
        if (server.prepared.containsKey(xid)) {
            throw FakeReplicaServer.error(1440);
        }
        distributed = xid;
    }

    @Override
    public void prepareDistributed() {
        requireConnection("xa prepare");
        server.prepared.put(requireNonNull(distributed, "nothing was begun"), List.copyOf(pending));
        forget();
        server.faults.accept("prepared");
    }

    @Override
    public boolean isPrepared(String xid) {
        requireConnection("xa recover");
        return server.prepared.containsKey(xid);
    }

    @Override
    public void endDistributed(String xid, boolean commit) {
        requireConnection("xa end");
        List<String> changes = server.prepared.remove(xid);
        if (changes == null) {
            throw FakeReplicaServer.error(1397);
        }
        if (commit) {
            server.committed.addAll(changes);
        }
        server.faults.accept("ended");
    }

    @Override
    public boolean isAllTransactional() {
        return server.allTransactional;
    }

    @Override
    public void empty(Table table) {
        requireConnection("empty " + table.qualifiedName());
        server.committed.clear();
    }

    @Override
    public void release() {
        lose();
        if (server.holder == this) {
            server.holder = null;
        }
    }

    @Override
    public void close() {
        release();
    }

    /** The connection is gone. */
    void lose() {
        forget();
        connected = false;
    }

    private void requireConnection(String operation) {
        if (!connected) {
            throw FakeReplicaServer.error(2013);
        }
        server.faults.accept(operation);
    }

    private void requireGeneration() {
        if (generation != server.generation) {
            throw new FencedException("another applier has claimed the channel");
        }
    }

    private void forget() {
        pending.clear();
        creating = null;
        distributed = null;
        pendingCheckpoint = null;
    }
}
