package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.SourceServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of its own for one distributed transaction (trap 34): a session that has prepared one can do nothing
 * else before it ends (MySQL before 8.0.29 and MariaDB), and what it prepared stays when it ends.
 *
 * <p>It holds a lock while it lives, so that a successor can wait for its end, and begins only while the applier's
 * generation is current. Not thread-safe.
 */
final class DistributedSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DistributedSession.class);

    private final ReplicaSession session;
    private final String xid;

    private DistributedSession(ReplicaSession session, String xid) {
        this.session = requireNonNull(session, "session is null");
        this.xid = requireNonNull(xid, "xid is null");
    }

    /** Connects, and begins the transaction. */
    static DistributedSession begin(
            ReplicaAddress address,
            RowsPolicy policy,
            ChannelLock lock,
            CheckpointTable checkpoints,
            SourceServer source,
            String xid) {
        ReplicaSession session = ReplicaSession.open(address, policy);
        boolean begun = false;
        try {
            lock.acquire(session.connection());
            checkpoints.requireCurrent(session.connection());
            session.expect(source);
            session.connection().execute("XA START " + xid);
            begun = true;
            return new DistributedSession(session, xid);
        } finally {
            if (!begun) {
                session.connection().close();
            }
        }
    }

    ReplicaSession session() {
        return session;
    }

    /** Prepares the transaction and ends the session; that it has ended is known when its lock is free. */
    void prepare() {
        session.flush();
        session.connection().execute("XA END " + xid);
        session.connection().execute("XA PREPARE " + xid);
        session.connection().close();
    }

    /** Undoes what is not prepared. Does not throw: a server undoes it itself when the session ends. */
    @Override
    public void close() {
        session.connection().abandon();
        attempt("XA END " + xid);
        attempt("XA ROLLBACK " + xid);
        session.connection().close();
    }

    private void attempt(String statement) {
        try {
            session.connection().execute(statement);
        } catch (ReplicaException e) {
            LOG.debug("left to the end of the session: {}", e.getMessage());
        }
    }
}
