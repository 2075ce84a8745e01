package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.StatementScope;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.TableName;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replica over JDBC, to which rows are applied with {@code BINLOG} statements, that is by the server's own row
 * applier; a replica of the other family with statements of its own (see {@link ApplyMode}).
 *
 * <p>The session never autocommits on its own: {@code autocommit=0}, and COMMIT and ROLLBACK are ours.
 */
public final class JdbcReplica implements Replica {
    private final ReplicaAddress address;
    private final RowsPolicy policy;
    private final long lastReset;
    private final CheckpointTable checkpoints;
    private final ChannelLock lock;

    /** What a connection with a distributed transaction holds. A blank cannot be part of a channel's name. */
    private final ChannelLock distributedLock;

    private String identity = "";
    private @Nullable ReplicaSession session;
    private @Nullable DistributedSession distributed;

    /**
     * @param channel its name, at most 190 characters
     * @param lockPatience how long a predecessor may keep the channel's lock before its connection is killed
     */
    public JdbcReplica(ReplicaAddress address, String channel, Duration lockPatience) {
        this(address, channel, lockPatience, RowsPolicy.USUAL);
    }

    /** @param policy how rows are applied */
    public JdbcReplica(ReplicaAddress address, String channel, Duration lockPatience, RowsPolicy policy) {
        this(address, channel, lockPatience, policy, 0);
    }

    /** @param lastReset stamp of the last reset that was carried out before; 0 for none */
    public JdbcReplica(
            ReplicaAddress address, String channel, Duration lockPatience, RowsPolicy policy, long lastReset) {
        this.address = requireNonNull(address, "address is null");
        this.policy = requireNonNull(policy, "policy is null");
        this.lastReset = lastReset;
        this.checkpoints = new CheckpointTable(channel);
        this.lock = new ChannelLock(channel, lockPatience);
        this.distributedLock = new ChannelLock(channel + " xa", lockPatience);
    }

    @Override
    public Claim claim() {
        release();
        ReplicaSession opened = ReplicaSession.open(address, policy);
        try {
            identity = ReplicaIdentity.of(opened.connection());
            lock.acquire(opened.connection());
            checkpoints.create(opened.connection());
            CheckpointTable.Row row = checkpoints.claim(opened.connection());
            if (row != null && row.intent() != null && row.intent().isDistributed()) {
                // A predecessor may still be at it, over another connection than the one just ended.
                distributedLock.awaitFree(opened.connection());
            }
            Claim claim = row == null
                    ? new Claim(null, null, false, opened.userTables())
                    : new Claim(row.checkpoint(), row.intent(), isChanged(opened, row), List.of());
            session = opened;
            return claim;
        } finally {
            if (session == null) {
                opened.connection().close();
            }
        }
    }

    private static boolean isChanged(ReplicaSession session, CheckpointTable.Row row) {
        DefinitionDigest.Value before = row.digest();
        return before != null && !before.equals(session.definitions().of(before.schemas()));
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public NameComparison names() {
        return session().names();
    }

    @Override
    public Optional<TableName> tableOfTrigger(TableName trigger) {
        return session().tableOfTrigger(trigger);
    }

    @Override
    public void begin(Checkpoint first) {
        checkpoints.begin(session().connection(), first, lastReset);
    }

    @Override
    public void accept(SourceServer source) {
        session().accept(source);
    }

    @Override
    public boolean canJoin(SourceServer source) {
        return session().canJoin(source);
    }

    @Override
    public void rowsSqlMode(long bits) {
        changes().rowsSqlMode(bits);
    }

    @Override
    public void apply(SourceServer source, List<RelayEvent> events) {
        changes().apply(source, events);
    }

    @Override
    public void endOfSourceTransaction() {
        changes().endOfSourceTransaction();
    }

    @Override
    public void flush() {
        changes().flush();
    }

    @Override
    public void mark(SourceServer source) {
        changes().mark(source);
    }

    @Override
    public void undoToMark() {
        changes().undoToMark();
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        session().flush();
        checkpoints.move(session().connection(), checkpoint);
    }

    @Override
    public void commit() {
        session().commit();
    }

    @Override
    public void rollback() {
        closeDistributed();
        if (session != null) {
            session.rollback();
        }
    }

    @Override
    public void rollbackAsSource() {
        session().rollbackAsSource();
    }

    @Override
    public void recordIntent(Intent intent, StatementScope scope) {
        ReplicaSession current = session();
        DefinitionDigest.Value digest =
                intent.kind() == Intent.Kind.STATEMENT ? current.definitions().of(scope) : null;
        checkpoints.setIntent(current.connection(), intent, digest);
        current.commit();
    }

    @Override
    public void clearIntent() {
        checkpoints.setIntent(session().connection(), null, null);
        session().commit();
    }

    @Override
    public void execute(SourceServer source, Statement statement, boolean again) {
        session().execute(source, statement, again);
    }

    @Override
    public boolean isTransactional(Table table) {
        return session().isTransactional(table);
    }

    @Override
    public void beginDistributed(SourceServer source, String xid) {
        closeDistributed();
        distributed = DistributedSession.begin(address, policy, distributedLock, checkpoints, source, xid);
    }

    @Override
    public void prepareDistributed() {
        if (distributed == null) {
            throw new IllegalStateException("no distributed transaction was begun");
        }
        distributed.prepare();
        distributed = null;
        distributedLock.awaitFree(session().connection());
    }

    @Override
    public boolean isPrepared(String xid) {
        return session().isPrepared(xid);
    }

    @Override
    public void endDistributed(String xid, boolean commit) {
        session().endDistributed(xid, commit);
    }

    @Override
    public boolean isAllTransactional() {
        return session().isAllTransactional();
    }

    @Override
    public void empty(Table table) {
        session().empty(table);
    }

    @Override
    public void release() {
        closeDistributed();
        if (session != null) {
            session.connection().close();
            session = null;
        }
    }

    @Override
    public void close() {
        release();
    }

    private void closeDistributed() {
        if (distributed != null) {
            distributed.close();
            distributed = null;
        }
    }

    /** Where the changes of the open transaction go. */
    private ReplicaSession changes() {
        return distributed == null ? session() : distributed.session();
    }

    private ReplicaSession session() {
        if (session == null) {
            throw new IllegalStateException("the replica was not claimed");
        }
        return session;
    }
}
