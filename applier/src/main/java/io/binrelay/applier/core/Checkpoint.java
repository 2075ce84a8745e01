package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import org.jspecify.annotations.Nullable;

/**
 * How far a replica is: everything up to here is in it, nothing behind. Stored on the replica in the transaction that
 * brings it there.
 *
 * @param incarnation id of the topic the offset belongs to
 * @param nextOffset offset in the relay log to read on from
 * @param sequence number of the last transaction applied; 0 before the first
 * @param position the source's position behind that transaction, or behind a heartbeat after it; null before the first
 * @param gtid of that transaction, where the source gives one
 * @param commitMicros when it was committed on the source, microseconds since the epoch; 0 before the first
 * @param family of the source; null before the first
 * @param sourceUuid {@code server_uuid} of the source; empty on MariaDB and before the first
 * @param gtids of all transactions applied from this log; null before the first that has one
 */
public record Checkpoint(
        String incarnation,
        long nextOffset,
        long sequence,
        @Nullable FilePosition position,
        @Nullable String gtid,
        long commitMicros,
        @Nullable Family family,
        String sourceUuid,
        @Nullable GtidSet gtids) {
    public Checkpoint {
        requireNonNull(incarnation, "incarnation is null");
        requireNonNull(sourceUuid, "sourceUuid is null");
        if (nextOffset < 0 || sequence < 0) {
            throw new IllegalArgumentException("nextOffset " + nextOffset + ", sequence " + sequence);
        }
    }

    /** Where a replica begins that has applied nothing yet. */
    public static Checkpoint before(String incarnation, long firstOffset) {
        return new Checkpoint(incarnation, firstOffset, 0, null, null, 0, null, "", null);
    }

    /**
     * Behind this record.
     *
     * @param record a heartbeat, or the last or only record of a transaction
     */
    public Checkpoint behind(LoggedRecord record) {
        RecordHeader header = record.record().header();
        if (!header.last()) {
            throw new IllegalArgumentException(
                    "the record at offset " + record.offset() + " does not end its transaction");
        }
        boolean heartbeat = header.kind() == RecordKind.HEARTBEAT;
        return new Checkpoint(
                incarnation,
                record.nextOffset(),
                heartbeat ? sequence : header.sequence(),
                header.end(),
                heartbeat ? gtid : header.gtid(),
                heartbeat ? commitMicros : header.commitMicros(),
                header.source().family(),
                header.source().uuid(),
                heartbeat ? gtids : withGtid(header));
    }

    private @Nullable GtidSet withGtid(RecordHeader header) {
        if (header.gtid() == null) {
            return gtids;
        }
        Family source = header.source().family();
        GtidSet before = gtids != null && gtids.family() == source ? gtids : GtidSet.empty(source);
        return before.add(header.gtid());
    }
}
