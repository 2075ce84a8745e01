package io.binrelay.capture.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;
import static java.util.Objects.requireNonNull;

import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.filter.RowsSelection;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.FileBlockEvent;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.binlog.StatementInputsReader;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a group: everything but changes of schema {@code binrelay} (see {@link OwnSchema}) and what
 * {@code binlog-do-db} and {@code binlog-ignore-db} leave out. For one thread.
 */
final class GroupContent {
    /** In a TABLE_MAP event: behind table id (6 bytes) and flags (2). */
    private static final int NAMES_OFFSET = HEADER_LENGTH + 8;

    private final RelayRecordBuilder records;
    /** The TABLE_MAP events of the group by table id, those that are not kept as well. */
    private final Map<Long, BinlogEvent> tables = new HashMap<>();

    private final Set<Long> leftOut = new HashSet<>();
    private final ReplicationFilter filter;
    private final RowsSelection<BinlogEvent> selection;
    private final StatementInputsReader inputs = new StatementInputsReader();
    private @Nullable BinlogEvent annotation;
    private boolean anythingKept;

    /** @param filter of the source's names */
    GroupContent(RelayRecordBuilder records, ReplicationFilter filter) {
        this.records = requireNonNull(records, "records is null");
        this.filter = requireNonNull(filter, "filter is null");
        this.selection = new RowsSelection<>(
                event -> new BinlogEvent(event.file(), event.endPosition(), RowsFlags.endingStatement(event.bytes())));
    }

    void tableMap(BinlogEvent event) {
        tables.put(tableId(event), event);
        boolean kept = !OwnSchema.holdsTableOf(event) && passes(event);
        if (kept) {
            leftOut.remove(tableId(event));
        } else {
            leftOut.add(tableId(event));
        }
        selection.tableMap(event, kept, map -> {
            keepAnnotation();
            records.tableMap(map);
        });
    }

    /** @throws IllegalStateException a statement changes what is kept and what is not in an order that has no end */
    void rows(BinlogEvent event) {
        boolean kept = leftOut.isEmpty() || !leftOut.contains(tableId(event));
        boolean ends = RowsFlags.endsStatement(event.bytes());
        anythingKept |= kept;
        selection.rows(event, kept, ends, this::keepRows);
        if (ends) {
            annotation = null;
        }
    }

    private void keepRows(BinlogEvent rows) {
        keepAnnotation();
        records.rows(rows);
    }

    private boolean passes(BinlogEvent tableMap) {
        return filter.isEmpty() || filter.rows(databaseIn(tableMap), "").executes();
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

    /** A savepoint statement: never left out. */
    void savepoint(BinlogEvent event) {
        keep(QueryEvent.parse(event, inputs.finish()));
    }

    /** LOAD DATA; the parts of its file stand in front of it, and stay. */
    void load(BinlogEvent event) {
        keepIfPasses(QueryEvent.parse(event, inputs.finish()));
    }

    private boolean keepIfPasses(Statement statement) {
        boolean passes =
                filter.statement(statement, trigger -> Optional.empty()).executes();
        if (passes) {
            keep(statement);
        }
        return passes;
    }

    private void keep(Statement statement) {
        records.statement(statement);
        anythingKept = true;
    }

    /** A part of the file that a LOAD DATA statement behind it reads. */
    void fileBlock(BinlogEvent event) {
        records.fileBlock(FileBlockEvent.parse(event));
        anythingKept = true;
    }

    /**
     * A statement that may be about schema {@code binrelay}, or not pass the filter.
     *
     * @return whether it is kept
     */
    boolean statement(BinlogEvent event, QueryText query) {
        if (OwnSchema.isTargetOf(query)) {
            inputs.clear();
            return false;
        }
        return keepIfPasses(QueryEvent.parse(event, inputs.finish()));
    }

    long size() {
        return records.size();
    }

    /** Whether the group has changed nothing so far that is kept. */
    boolean isEmpty() {
        return !anythingKept;
    }

    EncodedRecord finish(RecordHeader header) {
        if (header.last()) {
            selection.finish(this::keepRows);
        }
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
        leftOut.clear();
        selection.clear();
        inputs.clear();
        annotation = null;
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
        int table = NAMES_OFFSET + 1 + (bytes[NAMES_OFFSET] & 0xff) + 2;
        int tableLength = bytes[table - 1] & 0xff;
        return databaseIn(tableMap) + "." + new String(bytes, table, tableLength, StandardCharsets.UTF_8);
    }

    private static String databaseIn(BinlogEvent tableMap) {
        byte[] bytes = tableMap.bytes();
        return new String(bytes, NAMES_OFFSET + 1, bytes[NAMES_OFFSET] & 0xff, StandardCharsets.UTF_8);
    }

    private static long tableId(BinlogEvent event) {
        return LittleEndian.uint48(event.bytes(), HEADER_LENGTH);
    }
}
