package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;

/**
 * Follows the order of the relay log and refuses a gap: transactions are numbered without gaps, fragments too, and only
 * a higher attempt may begin a transaction again. Not thread-safe.
 */
public final class ContinuityCheck {
    private long expectedSequence;
    private int openAttempt;
    private int nextFragment;

    /** @param nextSequence the sequence of the first transaction to come; 0 when any will do */
    public ContinuityCheck(long nextSequence) {
        if (nextSequence < 0) {
            throw new IllegalArgumentException("nextSequence is " + nextSequence);
        }
        this.expectedSequence = nextSequence;
    }

    /** What a record means to a reader. */
    public enum Verdict {
        /** No change. */
        HEARTBEAT,
        /** The first or only record of a transaction. */
        BEGIN,
        /** The next fragment of the open transaction. */
        CONTINUE,
        /** The first fragment of a new attempt: what was read of the open transaction is void. */
        RESTART
    }

    /**
     * Takes the next record of the log.
     *
     * @param offset its offset, for the message
     * @throws BinrelayException it does not follow the ones before
     */
    public Verdict accept(long offset, RecordHeader header) {
        if (header.kind() == RecordKind.HEARTBEAT) {
            return Verdict.HEARTBEAT;
        }
        if (expectedSequence == 0) {
            expectedSequence = header.sequence();
        }
        if (header.sequence() != expectedSequence) {
            throw gap(offset, header);
        }
        if (nextFragment == 0) {
            if (header.fragment() != 0) {
                throw gap(offset, header);
            }
            return moveTo(header, Verdict.BEGIN);
        }
        if (header.attempt() == openAttempt && header.fragment() == nextFragment) {
            return moveTo(header, Verdict.CONTINUE);
        }
        if (header.attempt() > openAttempt && header.fragment() == 0) {
            return moveTo(header, Verdict.RESTART);
        }
        throw gap(offset, header);
    }

    /** The sequence of the transaction that is open or comes next; 0 when any will do. */
    public long expectedSequence() {
        return expectedSequence;
    }

    private Verdict moveTo(RecordHeader header, Verdict verdict) {
        openAttempt = header.attempt();
        nextFragment = header.last() ? 0 : header.fragment() + 1;
        if (header.last()) {
            expectedSequence++;
        }
        return verdict;
    }

    private BinrelayException gap(long offset, RecordHeader header) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "The relay log has a gap: expected transaction " + expectedSequence
                        + (nextFragment == 0 ? "" : ", attempt " + openAttempt + ", fragment " + nextFragment)
                        + ", found transaction " + header.sequence() + ", attempt " + header.attempt() + ", fragment "
                        + header.fragment() + " at offset " + offset + " (source position " + header.begin()
                        + "). Records were lost or the topic was changed by others; nothing behind the gap was applied. "
                        + "Rebuild the replica from a log that is whole.");
    }
}
