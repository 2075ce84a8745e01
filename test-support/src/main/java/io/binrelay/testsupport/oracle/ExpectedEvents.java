package io.binrelay.testsupport.oracle;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Picks from a binary log what its relay log has to hold, in order: TABLE_MAP, rows and annotations of groups that have
 * an end, and statements; nothing of schema {@code binrelay}. Written apart from capture's own assembler, and simpler:
 * it knows nothing of fragments, positions or refusals.
 */
final class ExpectedEvents {
    private static final String OWN_SCHEMA = "binrelay";

    private final List<BinlogEvent> expected = new ArrayList<>();
    private final List<BinlogEvent> group = new ArrayList<>();
    private final List<BinlogEvent> annotations = new ArrayList<>();
    private final Set<Long> ownTables = new HashSet<>();
    private boolean inTransaction;

    /** All of what the files' events say. */
    static List<BinlogEvent> of(List<BinlogEvent> events) {
        ExpectedEvents picker = new ExpectedEvents();
        events.forEach(picker::take);
        return picker.expected;
    }

    private void take(BinlogEvent event) {
        int type = event.type();
        if (type == EventType.TABLE_MAP) {
            tableMap(event);
        } else if (EventType.isRows(type)) {
            if (!ownTables.contains(tableId(event))) {
                group.add(event);
            }
        } else if (type == EventType.ROWS_QUERY || type == EventType.MARIADB_ANNOTATE_ROWS) {
            annotations.clear();
            annotations.add(event);
        } else if (type == EventType.QUERY) {
            statement(event);
        } else if (type == EventType.XID) {
            end();
        } else if (type == EventType.MARIADB_GTID) {
            begin((event.bytes()[BinlogEvent.HEADER_LENGTH + 12] & 1) == 0);
        } else if (type == EventType.GTID || type == EventType.ANONYMOUS_GTID) {
            begin(false);
        }
    }

    private void begin(boolean transaction) {
        group.clear();
        annotations.clear();
        ownTables.clear();
        inTransaction = transaction;
    }

    private void end() {
        expected.addAll(group);
        begin(false);
    }

    private void tableMap(BinlogEvent event) {
        if (TableMapEvent.parse(event).database().equals(OWN_SCHEMA)) {
            ownTables.add(tableId(event));
            annotations.clear();
            return;
        }
        group.addAll(annotations);
        annotations.clear();
        group.add(event);
    }

    private void statement(BinlogEvent event) {
        Statement statement = QueryEvent.parse(event);
        String text = new String(statement.text(), StandardCharsets.UTF_8);
        if (text.equals("BEGIN")) {
            inTransaction = true;
        } else if (text.equals("COMMIT")) {
            end();
        } else if (inTransaction) {
            group.add(event);
        } else if (!statement.database().equals(OWN_SCHEMA) && !text.contains(OWN_SCHEMA)) {
            expected.add(event);
            begin(false);
        }
    }

    private static long tableId(BinlogEvent event) {
        return LittleEndian.uint48(event.bytes(), BinlogEvent.HEADER_LENGTH);
    }
}
