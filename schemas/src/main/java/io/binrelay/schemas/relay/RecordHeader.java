package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import org.jspecify.annotations.Nullable;

/**
 * Everything a relay record says beside its tables and events. See {@code relay-record.avsc} for each field.
 *
 * @param sequence number of the transaction in its log, from 1 without gaps; a heartbeat carries the last one's, 0
 *     before the first
 * @param attempt 0, or how often this transaction was begun before; a higher attempt voids the fragments of lower ones
 * @param fragment from 0
 * @param last whether the transaction ends with this record; true for heartbeats
 * @param begin where the transaction begins in the source's binary log
 * @param end just after the record's last event
 * @param gtid null where the source gives none
 * @param xid of a distributed transaction, as XA statements take it: {@code X'gtrid',X'bqual',formatID}; else null
 * @param rowsSqlMode bits of sql_mode that its rows are to be applied in; null for none
 * @param timestampSeconds when the source wrote the first event, seconds since the epoch
 * @param originalCommitMicros commit on the first server, microseconds since the epoch; null where not known
 * @param immediateCommitMicros commit on this source, microseconds since the epoch; null where not known
 */
public record RecordHeader(
        RecordKind kind,
        long sequence,
        int attempt,
        int fragment,
        boolean last,
        FilePosition begin,
        FilePosition end,
        @Nullable String gtid,
        GroupEnd groupEnd,
        @Nullable String xid,
        @Nullable Long rowsSqlMode,
        long timestampSeconds,
        @Nullable Long originalCommitMicros,
        @Nullable Long immediateCommitMicros,
        @Nullable LogicalClock clock,
        SourceServer source) {
    public RecordHeader {
        requireNonNull(kind, "kind is null");
        requireNonNull(begin, "begin is null");
        requireNonNull(end, "end is null");
        requireNonNull(groupEnd, "groupEnd is null");
        requireNonNull(source, "source is null");
        if (sequence < 0 || (sequence == 0 && kind == RecordKind.TRANSACTION)) {
            throw new IllegalArgumentException("sequence is " + sequence);
        }
        if (attempt < 0 || fragment < 0) {
            throw new IllegalArgumentException("attempt " + attempt + ", fragment " + fragment);
        }
        if (kind == RecordKind.TRANSACTION && last == (groupEnd == GroupEnd.NONE)) {
            throw new IllegalArgumentException("last is " + last + " but the group's end is " + groupEnd);
        }
        if (xid == null && groupEnd.isDistributed()) {
            throw new IllegalArgumentException("the group ends with " + groupEnd + " but has no xid");
        }
    }

    /** The header of a record that is not part of a distributed transaction, of a session without special modes. */
    public RecordHeader(
            RecordKind kind,
            long sequence,
            int attempt,
            int fragment,
            boolean last,
            FilePosition begin,
            FilePosition end,
            @Nullable String gtid,
            GroupEnd groupEnd,
            long timestampSeconds,
            @Nullable Long originalCommitMicros,
            @Nullable Long immediateCommitMicros,
            @Nullable LogicalClock clock,
            SourceServer source) {
        this(
                kind,
                sequence,
                attempt,
                fragment,
                last,
                begin,
                end,
                gtid,
                groupEnd,
                null,
                null,
                timestampSeconds,
                originalCommitMicros,
                immediateCommitMicros,
                clock,
                source);
    }

    /**
     * Where capture reads on when this is the last record of the log: behind a whole transaction, before a torn one.
     */
    public FilePosition resumePosition() {
        return last ? end : begin;
    }

    /**
     * The source's commit time in microseconds since the epoch, from the best clock the source gives: the immediate
     * commit timestamp, else the event's whole seconds.
     */
    public long commitMicros() {
        return immediateCommitMicros != null ? immediateCommitMicros : timestampSeconds * 1_000_000L;
    }
}
