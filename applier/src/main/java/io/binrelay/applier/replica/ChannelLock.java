package io.binrelay.applier.replica;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user-level lock (GET_LOCK) that the applying connection of a channel holds. A server frees it when the session
 * ends, after it has rolled back the session's transaction: who has the lock knows that nothing of a predecessor is
 * still open.
 */
final class ChannelLock {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLock.class);

    /** Longest name MySQL takes (manual, "Locking Functions"). */
    private static final int MAX_NAME_LENGTH = 64;

    /** A killed session may have much to roll back. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(60);

    private final String name;
    private final Duration patience;

    /** @param patience how long a predecessor may keep the lock before its connection is killed */
    ChannelLock(String channel, Duration patience) {
        String plain = "binrelay." + channel;
        this.name = plain.length() <= MAX_NAME_LENGTH ? plain : "binrelay." + shortened(channel);
        this.patience = patience;
    }

    /** @throws ReplicaException somebody else keeps the lock; trying again may help */
    void acquire(ReplicaConnection connection) {
        if (tryFor(connection, patience)) {
            return;
        }
        String holder = connection.value("SELECT IS_USED_LOCK(?)", name);
        if (holder != null) {
            LOG.warn(
                    "connection {} of the replica has held the lock {} for {} s although this applier owns the log:"
                            + " killing it",
                    holder,
                    name,
                    patience.toSeconds());
            kill(connection, holder);
        }
        if (!tryFor(connection, AFTER_KILL)) {
            throw new ReplicaException(
                    "another connection of the replica keeps the lock '" + name + "' (SELECT IS_USED_LOCK('" + name
                            + "')), which only an applier of this channel may hold. End that applier, or KILL the"
                            + " connection",
                    0,
                    "08000",
                    null);
        }
    }

    /** Returns when nobody holds the lock; whoever keeps it for too long is killed. */
    void awaitFree(ReplicaConnection connection) {
        acquire(connection);
        connection.value("SELECT RELEASE_LOCK(?)", name);
    }

    private boolean tryFor(ReplicaConnection connection, Duration timeout) {
        @Nullable String got = connection.value("SELECT GET_LOCK(?, ?)", name, timeout.toSeconds());
        return "1".equals(got);
    }

    private static void kill(ReplicaConnection connection, String holder) {
        try {
            connection.execute("KILL " + Long.parseLong(holder));
        } catch (ReplicaException e) {
            if (e.errno() != 1094) { // unknown thread: it has just ended
                throw e;
            }
        }
    }

    private static String shortened(String channel) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(channel.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
