package io.binrelay.applier;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.replica.Claim;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Decides from where an applier reads, given what the replica says and what the log is. */
final class StartingPoint {
    private StartingPoint() {}

    /**
     * Where to begin.
     *
     * @param incarnation of the topic
     * @param earliest offset of the oldest record of the log
     * @param fromEarliest see {@link ApplySettings#fromEarliest()}
     * @return the claim's checkpoint; or one before the first transaction, which the replica does not have yet
     * @throws BinrelayException the two do not fit together; the message says how and what to do
     */
    static Checkpoint of(Claim claim, String incarnation, long earliest, boolean fromEarliest) {
        Checkpoint checkpoint = claim.checkpoint();
        if (checkpoint == null) {
            if (!claim.userTables().isEmpty() && !fromEarliest) {
                throw new BinrelayException(
                        ErrorCode.APPLY,
                        "the replica holds tables already (" + String.join(", ", claim.userTables())
                                + "), but no checkpoint of this channel: the log would be applied on top of them. Begin"
                                + " with an empty replica. If it is a copy of the source as it was where the log begins,"
                                + " say so with replica.initial.position=earliest");
            }
            return Checkpoint.before(incarnation, earliest);
        }
        if (!checkpoint.incarnation().equals(incarnation)) {
            throw new BinrelayException(
                    ErrorCode.APPLY,
                    "the replica's checkpoint belongs to another incarnation of the relay topic ("
                            + checkpoint.incarnation() + ", the topic is now " + incarnation
                            + "): the topic was deleted and created again, its offsets mean something else. Rebuild the"
                            + " replica from the new log");
        }
        refuseUnsafe(claim.intent());
        return checkpoint;
    }

    private static void refuseUnsafe(@Nullable Intent intent) {
        if (intent != null && intent.kind() == Intent.Kind.NOT_TRANSACTIONAL) {
            throw new BinrelayException(
                    ErrorCode.APPLY,
                    "transaction " + intent.sequence() + " (relay log offset " + intent.offset()
                            + ") was interrupted. It changes tables of engines without transactions, so that the replica"
                            + " may hold all, some or none of it. Compare those tables with the source. If none of it is"
                            + " there, run on the replica: UPDATE binrelay.checkpoint SET intent_kind=NULL WHERE"
                            + " intent_sequence=" + intent.sequence() + "; once all of it is there: UPDATE"
                            + " binrelay.checkpoint SET intent_kind=NULL, sequence=" + intent.sequence()
                            + ", next_offset=" + (intent.offset() + 1) + " WHERE intent_sequence=" + intent.sequence()
                            + ". Then start the applier again");
        }
    }
}
