package io.binrelay.applier;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.replica.Claim;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.util.List;
import java.util.OptionalLong;

/** Decides from where an applier reads, given what the replica says and what the log is. */
final class StartingPoint {
    private StartingPoint() {}

    /** So many empty answers one behind the other mean that the log holds no more. */
    private static final int EMPTY_ANSWERS = 20;

    /**
     * Where to begin.
     *
     * @param reader of the log
     * @param settings see {@link ApplySettings#fromEarliest()}
     * @return the claim's checkpoint; or one before the first transaction, which the replica does not have yet
     * @throws BinrelayException the two do not fit together; the message says how and what to do
     */
    static Checkpoint of(Claim claim, RelayReader reader, ApplySettings settings) {
        Checkpoint checkpoint = claim.checkpoint();
        if (checkpoint == null) {
            if (!claim.userTables().isEmpty() && !settings.fromEarliest()) {
                throw new BinrelayException(
                        ErrorCode.APPLY,
                        "the replica holds tables already (" + String.join(", ", claim.userTables())
                                + "), but no checkpoint of this channel: the log would be applied on top of them. Begin"
                                + " with an empty replica. If it is a copy of the source as it was where the log begins,"
                                + " say so with replica.initial.position=earliest");
            }
            return Checkpoint.before(reader.incarnation(), reader.earliestOffset());
        }
        if (!checkpoint.incarnation().equals(reader.incarnation())) {
            throw new BinrelayException(
                    ErrorCode.APPLY,
                    "the replica's checkpoint belongs to another incarnation of the relay topic ("
                            + checkpoint.incarnation() + ", the topic is now " + reader.incarnation()
                            + "): the topic was deleted and created again, its offsets mean something else. Rebuild the"
                            + " replica from the new log");
        }
        Intent intent = claim.intent();
        if (intent != null && intent.kind() == Intent.Kind.NOT_TRANSACTIONAL) {
            throw interrupted(intent, endOf(intent.sequence(), checkpoint, reader, settings));
        }
        return checkpoint;
    }

    /**
     * Offset behind the last record of a transaction, which may have many; empty when the log does not hold its end.
     *
     * @param from a checkpoint before it
     */
    private static OptionalLong endOf(long sequence, Checkpoint from, RelayReader reader, ApplySettings settings) {
        reader.readFrom(from.nextOffset(), nextSequence(from, settings));
        int empty = 0;
        while (empty < EMPTY_ANSWERS && !Thread.currentThread().isInterrupted()) {
            List<LoggedRecord> records = reader.poll(settings.poll());
            empty = records.isEmpty() ? empty + 1 : 0;
            for (LoggedRecord record : records) {
                RecordHeader header = record.record().header();
                if (header.kind() == RecordKind.TRANSACTION && header.sequence() == sequence && header.last()) {
                    return OptionalLong.of(record.nextOffset());
                }
            }
        }
        return OptionalLong.empty();
    }

    /** What the first transaction behind a checkpoint must be numbered; 0 when any will do. */
    static long nextSequence(Checkpoint from, ApplySettings settings) {
        boolean any = from.sequence() == 0 && settings.fromEarliest();
        return any ? 0 : from.sequence() + 1;
    }

    private static BinrelayException interrupted(Intent intent, OptionalLong end) {
        String where = " WHERE intent_sequence=" + intent.sequence();
        String clear = "UPDATE binrelay.checkpoint SET intent_kind=NULL";
        String whole = end.isPresent()
                ? "once all of it is there: " + clear + ", sequence=" + intent.sequence() + ", next_offset="
                        + end.getAsLong() + where
                : "the relay log does not hold its end yet: start the applier again when capture has written it, to"
                        + " read here how to go on once all of it is there";
        return new BinrelayException(
                ErrorCode.APPLY,
                "transaction " + intent.sequence() + " (relay log offset " + intent.offset()
                        + ") was interrupted. It changes tables of engines without transactions, so that the replica"
                        + " may hold all, some or none of it. Compare those tables with the source. If none of it is"
                        + " there, run on the replica: " + clear + where + "; " + whole
                        + ". Then start the applier again");
    }
}
