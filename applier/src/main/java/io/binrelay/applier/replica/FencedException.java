package io.binrelay.applier.replica;

/** Another applier has claimed the channel on this replica. Nothing of this one can be committed any more. */
public final class FencedException extends ReplicaException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
        super(message);
    }
}
