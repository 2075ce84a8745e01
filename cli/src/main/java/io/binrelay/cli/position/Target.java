package io.binrelay.cli.position;

import io.binrelay.relay.status.ChannelStatus;

/** What a replica is to have applied. Its text is what an operator calls it. Not thread-safe. */
public interface Target {
    /** Whether the replica has applied all of it, by what the services announce. */
    boolean isAppliedBy(String replica, ChannelStatus channel);
}
