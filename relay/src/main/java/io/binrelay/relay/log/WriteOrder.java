package io.binrelay.relay.log;

import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;

/**
 * Refuses what no reader would accept, before it is in the log: a writer that breaks the order has a defect, and its
 * mistake could not be taken back. Not thread-safe.
 *
 * <p>A heartbeat has no place behind fragments of an unfinished transaction: as the last record of the log it would say
 * that all before its position is whole ({@link RecordHeader#resumePosition}).
 */
public final class WriteOrder {
    private final LogTail tail;
    private final ContinuityCheck check;
    private boolean open;
    private boolean begun;

    /** @param tail the log as it is found */
    public WriteOrder(LogTail tail) {
        this.tail = tail;
        this.check = new ContinuityCheck(tail.nextSequence());
        this.open = tail.last() != null && !tail.last().last();
    }

    /**
     * Takes the next record.
     *
     * @throws IllegalStateException it does not follow the ones before
     */
    public void accept(RecordHeader header) {
        if (header.kind() == RecordKind.HEARTBEAT) {
            if (open) {
                throw new IllegalStateException(
                        "heartbeat at " + header.end() + " inside transaction " + check.expectedSequence());
            }
            return;
        }
        if (!begun && header.attempt() < tail.nextAttempt()) {
            throw new IllegalStateException("transaction " + header.sequence() + " was begun before: attempt "
                    + header.attempt() + " instead of " + tail.nextAttempt());
        }
        try {
            check.accept(-1, header);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "transaction " + header.sequence() + ", attempt " + header.attempt() + ", fragment "
                            + header.fragment() + " does not follow what was written before it",
                    e);
        }
        begun = true;
        open = !header.last();
    }
}
