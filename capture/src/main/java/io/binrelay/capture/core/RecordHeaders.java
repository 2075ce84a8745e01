package io.binrelay.capture.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.XaIdentifier;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.SourceServer;

/** Writes the headers of the records of one source. Immutable. */
final class RecordHeaders {
    private final SourceIdentity source;

    RecordHeaders(SourceIdentity source) {
        this.source = requireNonNull(source, "source is null");
    }

    /** @param groupEnd NONE for a fragment that is not the last */
    RecordHeader ofTransaction(
            OpenGroup group, long sequence, int attempt, FilePosition end, GroupEnd groupEnd, SourceFormat format) {
        GroupStart start = group.start();
        XaIdentifier xid = group.xid();
        return new RecordHeader(
                RecordKind.TRANSACTION,
                sequence,
                attempt,
                group.fragments(),
                groupEnd != GroupEnd.NONE,
                group.begin(),
                end,
                start.gtid(),
                groupEnd,
                xid == null ? null : xid.toString(),
                group.rowsSqlMode(),
                group.timestampSeconds(),
                start.originalCommitMicros(),
                start.immediateCommitMicros(),
                start.clock(),
                new SourceServer(source.family(), group.serverId(), source.uuid(), format.bytes()));
    }

    /** @param sequence of the last transaction */
    RecordHeader ofHeartbeat(long sequence, FilePosition at, long nowSeconds, SourceFormat format) {
        return new RecordHeader(
                RecordKind.HEARTBEAT,
                sequence,
                0,
                0,
                true,
                at,
                at,
                null,
                GroupEnd.NONE,
                nowSeconds,
                null,
                null,
                null,
                new SourceServer(source.family(), source.serverId(), source.uuid(), format.bytes()));
    }
}
