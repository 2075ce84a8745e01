package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Makes a replica forget a channel's position, as RESET REPLICA does, over a connection of its own. What the replica
 * holds of its users' data stays. Stateless.
 */
public final class CheckpointEraser {
    private final ReplicaAddress address;
    private final String channel;
    private final Duration lockPatience;

    /**
     * Connects to nothing yet.
     *
     * @param channel its name
     * @param lockPatience how long the applier that was at work may keep the channel's lock before its connection is
     *     killed
     */
    public CheckpointEraser(ReplicaAddress address, String channel, Duration lockPatience) {
        this.address = requireNonNull(address, "address is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.lockPatience = requireNonNull(lockPatience, "lockPatience is null");
    }

    /**
     * Forgets the position, unless the replica began with it behind this very reset or a later one: then somebody else
     * has carried it out, and an applier may be at work that is not to be disturbed.
     *
     * @param reset stamp of the reset, higher than those before
     * @throws ReplicaException the replica cannot be reached, or refuses
     */
    public void erase(long reset) {
        CheckpointTable table = new CheckpointTable(channel);
        try (ReplicaConnection connection = ReplicaConnection.open(address)) {
            if (table.isBegunBefore(connection, reset)) {
                new ChannelLock(channel, lockPatience).acquire(connection);
                table.erase(connection, reset);
            }
        }
    }
}
