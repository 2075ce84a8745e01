package io.binrelay.testsupport.oracle;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks from a binary log without compressed events what its relay log has to hold, in order: TABLE_MAP, rows,
 * annotations, statements with their inputs, parts of files and the ends of groups, of groups that have an end; nothing
 * of schema {@code binrelay}. Written apart from capture's own assembler, and simpler: it knows nothing of fragments,
 * positions or refusals.
 */
final class ExpectedEvents {
    private static final String OWN_SCHEMA = "binrelay";

    private static final int STANDALONE = 1;
    private static final int GROUP_COMMIT_ID = 2;
    private static final int XA = 64 | 128;
    private static final int ALTER_WITHOUT_EFFECT = 2 | 8;

    private final List<ExpectedItem> expected = new ArrayList<>();
    private final List<ExpectedItem> group = new ArrayList<>();
    private final List<BinlogEvent> annotations = new ArrayList<>();
    private final List<BinlogEvent> inputs = new ArrayList<>();
    private final Set<Long> ownTables = new HashSet<>();
    private boolean inTransaction;
    private boolean withoutEffect;
    private @Nullable String xid;

    /** All of what the files' events say. */
    static List<ExpectedItem> of(List<BinlogEvent> events) {
        ExpectedEvents picker = new ExpectedEvents();
        events.forEach(picker::take);
        return picker.expected;
    }

    private void take(BinlogEvent event) {
        int type = event.type();
        if (EventType.changesRows(type)) {
            if (!ownTables.contains(tableId(event))) {
                group.add(new ExpectedItem.Whole(event));
            }
            return;
        }
        switch (type) {
            case EventType.TABLE_MAP -> tableMap(event);
            case EventType.ROWS_QUERY, EventType.MARIADB_ANNOTATE_ROWS -> {
                annotations.clear();
                annotations.add(event);
            }
            case EventType.INTVAR, EventType.RAND, EventType.USER_VAR -> inputs.add(event);
            case EventType.BEGIN_LOAD_QUERY, EventType.APPEND_BLOCK -> group.add(new ExpectedItem.Block(event));
            case EventType.EXECUTE_LOAD_QUERY -> add(event);
            case EventType.QUERY -> statement(event);
            case EventType.XID -> end(event, GroupEnd.XID);
            case EventType.XA_PREPARE -> {
                boolean onePhase = event.bytes()[BinlogEvent.HEADER_LENGTH] != 0;
                end(event, onePhase ? GroupEnd.XA_ONE_PHASE : GroupEnd.XA_PREPARE);
            }
            case EventType.MARIADB_GTID -> beginMariaDb(event);
            case EventType.GTID, EventType.ANONYMOUS_GTID, EventType.GTID_TAGGED -> begin(false);
            default -> {
                // Moves the position only.
            }
        }
    }

    private void begin(boolean transaction) {
        group.clear();
        annotations.clear();
        inputs.clear();
        ownTables.clear();
        inTransaction = transaction;
        withoutEffect = false;
        xid = null;
    }

    private void beginMariaDb(BinlogEvent event) {
        byte[] bytes = event.bytes();
        int at = BinlogEvent.HEADER_LENGTH + 12;
        int flags = bytes[at++];
        at += (flags & GROUP_COMMIT_ID) != 0 ? 8 : 0;
        at += (flags & XA) != 0 ? 6 + bytes[at + 4] + bytes[at + 5] : 0;
        begin((flags & STANDALONE) == 0);
        withoutEffect = at < bytes.length && (bytes[at] & ALTER_WITHOUT_EFFECT) != 0;
    }

    private void end(BinlogEvent event, GroupEnd groupEnd) {
        expected.addAll(group);
        expected.add(new ExpectedItem.End(event, groupEnd, xid));
        begin(false);
    }

    private void add(BinlogEvent event) {
        group.add(new ExpectedItem.Text(event, inputs));
        inputs.clear();
    }

    private void tableMap(BinlogEvent event) {
        if (TableMapEvent.parse(event).database().equals(OWN_SCHEMA)) {
            ownTables.add(tableId(event));
            annotations.clear();
            return;
        }
        annotations.forEach(annotation -> group.add(new ExpectedItem.Whole(annotation)));
        annotations.clear();
        group.add(new ExpectedItem.Whole(event));
    }

    private void statement(BinlogEvent event) {
        Statement statement = QueryEvent.parse(event);
        String text = new String(statement.text(), StandardCharsets.UTF_8);
        boolean own = statement.database().equals(OWN_SCHEMA) || text.contains(OWN_SCHEMA);
        if (text.equals("BEGIN")) {
            inTransaction = true;
        } else if (text.equals("COMMIT")) {
            end(event, GroupEnd.COMMIT);
        } else if (text.equals("ROLLBACK")) {
            end(event, group.isEmpty() ? GroupEnd.COMMIT : GroupEnd.ROLLBACK);
        } else if (text.startsWith("XA ")) {
            distributed(event, text.split(" ", 3));
        } else if (inTransaction && own) {
            inputs.clear();
        } else if (inTransaction) {
            add(event);
        } else {
            boolean kept = !own && !withoutEffect;
            if (kept) {
                add(event);
            }
            end(event, kept ? GroupEnd.STATEMENT : GroupEnd.COMMIT);
        }
    }

    /** @param words {@code XA}, a verb, the xid */
    private void distributed(BinlogEvent event, String[] words) {
        xid = words[2];
        switch (words[1]) {
            case "COMMIT" -> end(event, GroupEnd.XA_COMMIT);
            case "ROLLBACK" -> end(event, GroupEnd.XA_ROLLBACK);
            default -> inTransaction = true;
        }
    }

    private static long tableId(BinlogEvent event) {
        return LittleEndian.uint48(event.bytes(), BinlogEvent.HEADER_LENGTH);
    }
}
