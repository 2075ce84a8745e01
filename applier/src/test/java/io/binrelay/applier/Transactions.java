package io.binrelay.applier;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import io.binrelay.schemas.relay.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Relay records for tests on fakes. A rows event's bytes are its name, such as {@code 7.0}. */
final class Transactions {
    static final String UUID = "00000000-0000-0000-0000-000000000001";
    static final SourceServer SOURCE = new SourceServer(Family.MYSQL, 1, UUID, new byte[] {1});
    static final Table TABLE = new Table("shop", "orders", List.of());
    static final Table MEMORY_TABLE = new Table("shop", "not_transactional", List.of());

    private Transactions() {}

    /** A whole transaction of rows, one event per name. */
    static RelayRecord rows(long sequence, String... names) {
        return record(sequence, 0, 0, true, GroupEnd.XID, rowsOf(TABLE, names));
    }

    /** The same, of a table without transactions. */
    static RelayRecord notTransactional(long sequence, String... names) {
        return record(sequence, 0, 0, true, GroupEnd.COMMIT, rowsOf(MEMORY_TABLE, names));
    }

    /** A fragment of a transaction. */
    static RelayRecord fragment(long sequence, int attempt, int fragment, boolean last, String... names) {
        return record(sequence, attempt, fragment, last, last ? GroupEnd.XID : GroupEnd.NONE, rowsOf(TABLE, names));
    }

    /** A statement that commits by itself. */
    static RelayRecord statement(long sequence, String text) {
        return record(sequence, 0, 0, true, GroupEnd.STATEMENT, List.of(execute(text)));
    }

    static RelayEvent execute(String text) {
        return new RelayEvent.Execute(new Statement(
                1, 1, 0, 0, "shop", text.getBytes(StandardCharsets.ISO_8859_1), 1, 0, StatementContext.UNSAID));
    }

    static List<RelayEvent> rowsOf(Table table, String... names) {
        List<RelayEvent> events = new ArrayList<>();
        events.add(new RelayEvent.TableMap(table, new byte[] {0}));
        for (String name : names) {
            events.add(new RelayEvent.Rows(table, name.getBytes(StandardCharsets.ISO_8859_1), new byte[] {0}));
        }
        return events;
    }

    /** A record of a distributed transaction. */
    static RelayRecord distributed(long sequence, int fragment, GroupEnd end, String xid, List<RelayEvent> events) {
        return record(sequence, 0, fragment, end != GroupEnd.NONE, end, xid, events);
    }

    static RelayRecord record(
            long sequence, int attempt, int fragment, boolean last, GroupEnd end, List<RelayEvent> events) {
        return record(sequence, attempt, fragment, last, end, null, events);
    }

    private static RelayRecord record(
            long sequence,
            int attempt,
            int fragment,
            boolean last,
            GroupEnd end,
            @Nullable String xid,
            List<RelayEvent> events) {
        RecordHeader header = new RecordHeader(
                RecordKind.TRANSACTION,
                sequence,
                attempt,
                fragment,
                last,
                new FilePosition("binlog.000001", 100 * sequence),
                new FilePosition("binlog.000001", 100 * sequence + 100),
                UUID + ":" + sequence,
                end,
                xid,
                null,
                1_000 + sequence,
                null,
                null,
                null,
                SOURCE);
        return new RelayRecord(header, events);
    }

    /** The source was idle at this position. */
    static RelayRecord heartbeat(long sequence, long offset, long seconds) {
        FilePosition position = new FilePosition("binlog.000001", offset);
        return new RelayRecord(
                new RecordHeader(
                        RecordKind.HEARTBEAT,
                        sequence,
                        0,
                        0,
                        true,
                        position,
                        position,
                        null,
                        GroupEnd.NONE,
                        seconds,
                        null,
                        null,
                        null,
                        SOURCE),
                List.of());
    }
}
