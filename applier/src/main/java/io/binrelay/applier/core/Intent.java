package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

/**
 * What an applier is about to do that the replica cannot do in one transaction with the checkpoint. Recorded before it
 * is begun and cleared with the checkpoint behind it, so that a successor knows it may have been interrupted.
 *
 * @param sequence number of the transaction
 * @param offset of its first record in the relay log; of the last part of that record, if it has several
 */
public record Intent(Kind kind, long sequence, long offset) {
    public Intent {
        requireNonNull(kind, "kind is null");
        if (sequence < 1 || offset < 0) {
            throw new IllegalArgumentException("sequence " + sequence + ", offset " + offset);
        }
    }

    /** Whether it is about a distributed transaction. */
    public boolean isDistributed() {
        return kind == Kind.XA_PREPARE || kind == Kind.XA_END;
    }

    /** Why it is not one transaction. */
    public enum Kind {
        /** A statement that commits by itself (DDL). Whether it took place shows in the replica's definitions. */
        STATEMENT,
        /**
         * Rows of tables whose engine has no transactions. How many of them took place cannot be found out (trap 33).
         */
        NOT_TRANSACTIONAL,
        /** A distributed transaction that is going to be prepared. Whether it was shows in XA RECOVER (trap 34). */
        XA_PREPARE,
        /** A distributed transaction that is going to be committed or rolled back; then XA RECOVER shows it no more. */
        XA_END
    }
}
