package io.binrelay.schemas.avro;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.LogicalClock;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.SourceServer;

/** Record headers for tests. */
final class Headers {
    static final SourceServer SOURCE = new SourceServer(
            Family.MYSQL, 4_000_000_000L, "3e11fa47-71ca-11e1-9e33-c80aa9429562", new byte[] {1, 2, 3});

    private Headers() {}

    static RecordHeader fragment(int fragment, boolean last) {
        return new RecordHeader(
                RecordKind.TRANSACTION,
                42,
                1,
                fragment,
                last,
                new FilePosition("binlog.000007", 157),
                new FilePosition("binlog.000007", 5_000_000_000L),
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:23",
                last ? GroupEnd.XID : GroupEnd.NONE,
                1_700_000_000,
                1_700_000_000_123_456L,
                1_700_000_000_123_457L,
                new LogicalClock(5, 6),
                SOURCE);
    }

    static RecordHeader heartbeat() {
        FilePosition here = new FilePosition("mysql-bin.000001", 4);
        return new RecordHeader(
                RecordKind.HEARTBEAT, 0, 0, 0, true, here, here, null, GroupEnd.NONE, 0, null, null, null, SOURCE);
    }
}
