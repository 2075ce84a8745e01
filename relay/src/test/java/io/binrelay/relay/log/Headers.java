package io.binrelay.relay.log;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.SourceServer;

/** Headers of a source whose transaction n begins at {@code binlog.000001:1000*n} and has GTID {@code u:n}. */
final class Headers {
    private static final SourceServer SOURCE = new SourceServer(Family.MYSQL, 1, "", new byte[0]);

    private Headers() {}

    static RecordHeader transaction(long sequence, int attempt, int fragment, boolean last) {
        return new RecordHeader(
                RecordKind.TRANSACTION,
                sequence,
                attempt,
                fragment,
                last,
                new FilePosition("binlog.000001", 1000 * sequence),
                new FilePosition("binlog.000001", 1000 * sequence + (last ? 1000 : 500)),
                "u:" + sequence,
                last ? GroupEnd.XID : GroupEnd.NONE,
                sequence,
                null,
                null,
                null,
                SOURCE);
    }

    static RecordHeader heartbeat(long lastSequence) {
        FilePosition at = new FilePosition("binlog.000001", 1000 * lastSequence + 1000);
        return new RecordHeader(
                RecordKind.HEARTBEAT,
                lastSequence,
                0,
                0,
                true,
                at,
                at,
                null,
                GroupEnd.NONE,
                lastSequence,
                null,
                null,
                null,
                SOURCE);
    }
}
