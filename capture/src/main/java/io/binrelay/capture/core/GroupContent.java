package io.binrelay.capture.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;
import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.FileBlockEvent;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.binlog.StatementInputsReader;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a group: everything but changes of schema {@code binrelay} (see {@link OwnSchema}). For one thread.
 *
 * <p>A statement that changes both that schema and other tables is refused when its last rows event would be dropped:
 * that event carries the flag that ends the statement, without which a replica cannot apply the ones before.
 */
final class GroupContent {
    private static final int ROWS_FLAGS_OFFSET = HEADER_LENGTH + 6;
    private static final int STATEMENT_END = 1;

    /** In a TABLE_MAP event: behind table id (6 bytes) and flags (2). */
    private static final int NAMES_OFFSET = HEADER_LENGTH + 8;

    private final RelayRecordBuilder records;
    /** The TABLE_MAP events of the group by table id, those that are not kept as well. */
    private final Map<Long, BinlogEvent> tables = new HashMap<>();

    private final Set<Long> ownTables = new HashSet<>();
    private final StatementInputsReader inputs = new StatementInputsReader();
    private @Nullable BinlogEvent annotation;
    private boolean statementOpen;
    private boolean anythingKept;

    GroupContent(RelayRecordBuilder records) {
        this.records = requireNonNull(records, "records is null");
    }

    void tableMap(BinlogEvent event) {
        tables.put(tableId(event), event);
        if (OwnSchema.holdsTableOf(event)) {
            ownTables.add(tableId(event));
            return;
        }
        keepAnnotation();
        ownTables.remove(tableId(event));
        records.tableMap(event);
    }

    /** @throws MixedStatementException see the class comment */
    void rows(BinlogEvent event) {
        boolean endsStatement = (LittleEndian.uint16(event.bytes(), ROWS_FLAGS_OFFSET) & STATEMENT_END) != 0;
        if (!ownTables.isEmpty() && ownTables.contains(tableId(event))) {
            if (endsStatement && statementOpen) {
                throw new MixedStatementException();
            }
            if (endsStatement) {
                annotation = null;
            }
            return;
        }
        keepAnnotation();
        records.rows(event);
        anythingKept = true;
        statementOpen = !endsStatement;
    }

    /** Kept once a table that is kept follows. */
    void annotation(BinlogEvent event) {
        annotation = event;
    }

    /** Something that the next statement depends on: INTVAR, RAND, USER_VAR. */
    void input(BinlogEvent event) {
        inputs.take(event);
    }

    /** Whether a statement has to follow. */
    boolean awaitsStatement() {
        return !inputs.isEmpty();
    }

    /** A savepoint statement, or LOAD DATA: never left out. */
    void statement(BinlogEvent event) {
        records.statement(QueryEvent.parse(event, inputs.finish()));
        anythingKept = true;
    }

    /** A part of the file that a LOAD DATA statement behind it reads. */
    void fileBlock(BinlogEvent event) {
        records.fileBlock(FileBlockEvent.parse(event));
        anythingKept = true;
    }

    /**
     * A statement that may be about schema {@code binrelay}.
     *
     * @return whether it is kept
     */
    boolean statementUnlessOwn(BinlogEvent event, QueryText query) {
        if (OwnSchema.isTargetOf(query)) {
            inputs.clear();
            return false;
        }
        statement(event);
        return true;
    }

    long size() {
        return records.size();
    }

    /** Whether the group has changed nothing so far that is kept. */
    boolean isEmpty() {
        return !anythingKept;
    }

    EncodedRecord finish(RecordHeader header) {
        return records.finish(header);
    }

    /** A record without events, between groups. */
    EncodedRecord finishEmpty(RecordHeader header) {
        if (!records.isEmpty()) {
            throw new IllegalStateException("events of a group are waiting to be finished");
        }
        return records.finish(header);
    }

    /** Forgets the group, also what was not finished. */
    void endGroup() {
        records.endGroup();
        tables.clear();
        ownTables.clear();
        inputs.clear();
        annotation = null;
        statementOpen = false;
        anythingKept = false;
    }

    /** The table a TABLE_MAP or rows event is about; empty for other events. */
    Optional<String> tableOf(BinlogEvent event) {
        if (event.type() == EventType.TABLE_MAP) {
            return Optional.of(nameIn(event));
        }
        return EventType.changesRows(event.type())
                ? Optional.ofNullable(tables.get(tableId(event))).map(GroupContent::nameIn)
                : Optional.empty();
    }

    private void keepAnnotation() {
        if (annotation != null) {
            records.annotation(annotation);
            annotation = null;
        }
    }

    /** {@code database.table} as a TABLE_MAP event names it. */
    private static String nameIn(BinlogEvent tableMap) {
        byte[] bytes = tableMap.bytes();
        int database = NAMES_OFFSET + 1;
        int databaseLength = bytes[NAMES_OFFSET] & 0xff;
        int table = database + databaseLength + 2;
        int tableLength = bytes[table - 1] & 0xff;
        return new String(bytes, database, databaseLength, StandardCharsets.UTF_8) + "."
                + new String(bytes, table, tableLength, StandardCharsets.UTF_8);
    }

    private static long tableId(BinlogEvent event) {
        return LittleEndian.uint48(event.bytes(), HEADER_LENGTH);
    }

    /** One statement changes schema binrelay and other tables, in an order that cannot be taken apart. */
    static final class MixedStatementException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MixedStatementException() {
            super("one statement changes schema " + OwnSchema.NAME
                    + " and other tables. Leave that schema to appliers.");
        }
    }
}
