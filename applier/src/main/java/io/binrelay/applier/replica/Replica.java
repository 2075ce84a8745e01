package io.binrelay.applier.replica;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.StatementScope;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.TableName;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RowsSqlMode;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.Table;
import java.util.List;
import java.util.Optional;

/**
 * One replica, for one channel. Holds at most one connection; after {@link #release()} or a lost connection
 * {@link #claim()} makes a new one.
 *
 * <p>A replica transaction begins with the first change behind {@link #claim()}, {@link #commit()} or
 * {@link #rollback()}; changes may be held back until {@link #flush()}, and are visible to nobody before
 * {@link #commit()}.
 *
 * <p>Every method throws {@link ReplicaException} when the replica refuses or is lost, and then nothing but
 * {@link #rollback()}, {@link #claim()} and {@link #release()} may follow, except for {@link #undoToMark()}. Used by
 * one thread.
 */
public interface Replica extends AutoCloseable {
    /**
     * Connects, checks that the replica can be applied to, ends every earlier applier of the channel, whose transaction
     * is rolled back by then, and raises the generation, so that none of them can move the checkpoint any more.
     *
     * @return what the replica says about the channel
     */
    Claim claim();

    /** Which server the last {@link #claim} has found, see {@link ReplicaIdentity}; empty where that is not known. */
    default String identity() {
        return "";
    }

    /** How the replica compares names, for replication filters. */
    NameComparison names();

    /** The table that a trigger of the replica is on; empty when there is no such trigger. */
    Optional<TableName> tableOfTrigger(TableName trigger);

    /**
     * Records where a channel begins that the replica does not know yet.
     *
     * @param first a checkpoint before the first transaction
     */
    void begin(Checkpoint first);

    /**
     * Checks that events of this source can be applied at all. Cheap when the source is the one before.
     *
     * @throws ReplicaException wrong family, replica older than the source, or the same server
     */
    void accept(SourceServer source);

    /**
     * Whether events of this source may follow the ones in the open transaction; if not, it has to be committed first.
     * Always true when no transaction is open.
     */
    boolean canJoin(SourceServer source);

    /**
     * The modes of the session that the rows given from now on belong to. Cheap when they are the ones before.
     *
     * @param bits see {@link RowsSqlMode}; 0 for none
     */
    void rowsSqlMode(long bits);

    /**
     * Changes of one source transaction, in order, as part of the open transaction. TABLE_MAPs, rows, savepoints,
     * changes of rows as text, temporary tables; annotations have no effect, statements that commit by themselves are
     * not allowed here.
     */
    void apply(SourceServer source, List<RelayEvent> events);

    /** The source transaction is complete; another one may follow in the same replica transaction. */
    void endOfSourceTransaction();

    /** Sends to the server what {@link #apply} held back. */
    void flush();

    /**
     * Marks this place in the open transaction for {@link #undoToMark}; the mark before is forgotten. Sends what is
     * held back.
     *
     * @param source whose events follow
     */
    void mark(SourceServer source);

    /**
     * Undoes what was applied behind the mark, except in tables without transactions. The one method that may follow
     * when {@link #apply} or {@link #flush} has failed, so that the transaction can go on without what failed.
     *
     * @throws ReplicaException the replica has undone more than that
     */
    void undoToMark();

    /**
     * Moves the checkpoint, and clears the intent, within the open transaction.
     *
     * @throws FencedException another applier has claimed the channel since
     */
    void checkpoint(Checkpoint checkpoint);

    /** Makes the open transaction durable and visible. A failure leaves open whether it did: {@link #claim()} tells. */
    void commit();

    /**
     * Undoes the open transaction. Nothing to undo is no error.
     *
     * @throws ReplicaException something could not be undone, or the connection is lost (then the server undoes)
     */
    void rollback();

    /**
     * Undoes the open transaction because the source did: what engines without transactions have of it stays, there
     * too. {@link #checkpoint} may follow.
     */
    void rollbackAsSource();

    /**
     * Records an intent, durably; for statements together with a digest of the replica's definitions. No transaction is
     * open before or after.
     *
     * @param scope of the statement: which definitions matter
     * @throws FencedException another applier has claimed the channel since
     */
    void recordIntent(Intent intent, StatementScope scope);

    /** The same, with all definitions where it is of a statement. */
    default void recordIntent(Intent intent) {
        recordIntent(intent, StatementScope.EVERYWHERE);
    }

    /** Clears the intent after what it announced has failed as a whole, durably. */
    void clearIntent();

    /**
     * Runs a statement of the source in its own session context. Commits by itself, as far as the statement does:
     * behind a CREATE TABLE .. START TRANSACTION nothing but rows may follow until {@link #commit}.
     *
     * @param again whether it may have taken place, wholly or in part, before: DROP of what is gone is no error then
     */
    void execute(SourceServer source, Statement statement, boolean again);

    /** Whether the engine of this table on the replica has transactions; true for a table that does not exist. */
    boolean isTransactional(Table table);

    /**
     * Begins a distributed transaction: what {@link #apply} takes from now on belongs to it, until it is prepared or
     * {@link #rollback} undoes it.
     *
     * @param xid as XA statements take it
     */
    void beginDistributed(SourceServer source, String xid);

    /** Prepares the distributed transaction, durably; any session can end it from now on. */
    void prepareDistributed();

    /** Whether a distributed transaction is prepared under this xid. */
    boolean isPrepared(String xid);

    /** Commits a distributed transaction that is prepared, or rolls it back, durably. */
    void endDistributed(String xid, boolean commit);

    /** Whether the engines of all tables on the replica have transactions, the servers' own tables left aside. */
    boolean isAllTransactional();

    /** Makes a table empty that {@link #execute} created. Commits. */
    void empty(Table table);

    /** Gives up connection and lock; what is not committed is undone. Does not throw. {@link #claim()} may follow. */
    void release();

    /** Same as {@link #release()}, for good. */
    @Override
    void close();
}
