package io.binrelay.relay.config;

/** How an applier applies changes of rows. */
public enum ApplyMode {
    /** {@link #NATIVE} for a replica of the source's family, {@link #LOGICAL} for the other. */
    AUTO,
    /** As events, by the replica's own row applier: exact to the byte, same family only. */
    NATIVE,
    /** As statements made of the rows. What does not cross is refused. */
    LOGICAL
}
