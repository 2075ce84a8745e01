package io.binrelay.relay.control;

/** Makes a replica forget its position, and tells all processes of the applier that it has. Used by one thread. */
@FunctionalInterface
public interface Forgetting {
    /**
     * Carries out a reset. To do so again does no harm, whoever did it before and whatever came of it since.
     *
     * @throws io.binrelay.relay.service.BinrelayException it is not carried out yet, or nobody could be told
     */
    void forget(Resets.Pending reset);
}
