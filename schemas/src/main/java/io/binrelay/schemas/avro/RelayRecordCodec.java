package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.MalformedEventException;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Reads relay records: their rows come out as the very events of the source's binary log.
 *
 * <p>Not thread-safe: keeps the tables it has seen, compiled, and its buffers. One instance should serve many records.
 */
public final class RelayRecordCodec {
    private static final int BUFFER_KEPT = 4 << 20;

    private final HeaderCodec headers = new HeaderCodec();
    private final LogTables logTables = new LogTables();
    private final RowsDecoder rows = new RowsDecoder();
    private final GrowingBytes event = new GrowingBytes(16 * 1024);
    private final AvroInput in = new AvroInput(new byte[0], 0);
    private final List<LogTables.Definition> tables = new ArrayList<>();
    private final Map<Long, byte[]> tableMaps = new HashMap<>();

    /** The schema of relay records, for any Avro reader. */
    public static Schema schema() {
        return RelaySchema.SCHEMA;
    }

    /**
     * The record in {@code bytes}, Avro single-object encoding.
     *
     * @throws IllegalArgumentException when the bytes are no relay record, are of another schema (the message names
     *     both fingerprints) or contradict the schema
     */
    public RelayRecord decode(byte[] bytes) {
        RelaySchema.checkMarker(bytes);
        in.reset(bytes, RelaySchema.MARKER_LENGTH);
        try {
            RecordHeader header = headers.decode(in);
            readTables();
            RelayRecord record = new RelayRecord(header, readEvents());
            if (in.position != bytes.length) {
                throw new IllegalArgumentException((bytes.length - in.position) + " bytes are left");
            }
            return record;
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | MalformedEventException e) {
            throw damaged(bytes, e);
        } finally {
            in.reset(new byte[0], 0);
            tables.clear();
            tableMaps.clear();
            event.clear(BUFFER_KEPT);
        }
    }

    /**
     * Only the header of the record in {@code bytes}; its events are not even looked at.
     *
     * @throws IllegalArgumentException as {@link #decode}
     */
    public RecordHeader decodeHeader(byte[] bytes) {
        RelaySchema.checkMarker(bytes);
        try {
            return headers.decode(new AvroInput(bytes, RelaySchema.MARKER_LENGTH));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw damaged(bytes, e);
        }
    }

    /**
     * The tables the record refers to, as {@code database.table}: as many as its beginning defines.
     *
     * @param beginning the record's first bytes, all of them or not
     * @throws IllegalArgumentException when the bytes are no relay record
     */
    public List<String> tablesIn(byte[] beginning) {
        RelaySchema.checkMarker(beginning);
        List<String> names = new ArrayList<>();
        AvroInput input = new AvroInput(beginning, RelaySchema.MARKER_LENGTH);
        try {
            headers.decode(input);
            for (long count = input.readBlock(); count > 0; count = input.readBlock()) {
                for (long i = 0; i < count; i++) {
                    names.add(logTables.read(input).table().qualifiedName());
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // The beginning ends inside a definition: those before it are what can be told.
            return names;
        }
        return names;
    }

    private IllegalArgumentException damaged(byte[] bytes, RuntimeException cause) {
        return new IllegalArgumentException(
                "a relay record of " + bytes.length + " bytes is damaged near byte " + in.position + ": "
                        + cause.getMessage(),
                cause);
    }

    private void readTables() {
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                tables.add(logTables.read(in));
            }
        }
    }

    private List<RelayEvent> readEvents() {
        List<RelayEvent> events = new ArrayList<>();
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                event.clear(BUFFER_KEPT);
                events.add(readEvent(in.readBranch()));
            }
        }
        return events;
    }

    private RelayEvent readEvent(int branch) {
        return switch (branch) {
            case Branch.TABLE_MAP_EVENT -> readTableMap();
            case Branch.ROWS_EVENT -> readRows();
            case Branch.OPAQUE_ROWS_EVENT -> readOpaqueRows();
            case Branch.ANNOTATION_EVENT -> readAnnotation();
            case Branch.STATEMENT_EVENT -> new RelayEvent.Execute(StatementCodec.decode(in));
            case Branch.FILE_BLOCK_EVENT -> new RelayEvent.FileBlock(in.readLong(), in.readBoolean(), in.readBytes());
            default -> throw new IllegalArgumentException("an event of branch " + branch);
        };
    }

    private RelayEvent readTableMap() {
        int start = EventHeader.decode(in, event);
        long tableId = in.readLong();
        LogTables.Definition table = tables.get(in.readInt());
        byte[] bytes = finishTableMap(start, tableId, table);
        tableMaps.put(tableId, bytes);
        return new RelayEvent.TableMap(table.table(), bytes);
    }

    private byte[] finishTableMap(int start, long tableId, LogTables.Definition table) {
        event.putInt48(tableId);
        event.put(table.body());
        EventHeader.finish(event, start, EventType.TABLE_MAP);
        return event.toByteArray();
    }

    private RelayEvent readRows() {
        rows.decode(in, index -> tables.get(index).compiled(), event);
        byte[] bytes = event.toByteArray();
        return rowsOf(tables.get(rows.tableIndex), rows.tableId, bytes);
    }

    private RelayEvent readOpaqueRows() {
        EventHeader.decode(in, event);
        int type = in.readInt();
        long tableId = in.readLong();
        LogTables.Definition table = tables.get(in.readInt());
        event.putInt48(tableId);
        return rowsOf(table, tableId, withRest(type));
    }

    /** A rows event, with the TABLE_MAP event in force: made anew where that stands in an earlier fragment. */
    private RelayEvent rowsOf(LogTables.Definition table, long tableId, byte[] bytes) {
        byte[] tableMap = tableMaps.get(tableId);
        if (tableMap == null) {
            event.clear(BUFFER_KEPT);
            tableMap = finishTableMap(EventHeader.copy(bytes, 0, event), tableId, table);
            tableMaps.put(tableId, tableMap);
        }
        return new RelayEvent.Rows(table.table(), bytes, tableMap);
    }

    private RelayEvent readAnnotation() {
        EventHeader.decode(in, event);
        return new RelayEvent.Annotation(withRest(in.readInt()));
    }

    /** The event that begins as {@link #event} and ends with the value of bytes that comes next: maybe a large one. */
    private byte[] withRest(int type) {
        int length = in.readLength();
        byte[] bytes = new byte[Math.addExact(event.size, length)];
        System.arraycopy(event.array, 0, bytes, 0, event.size);
        System.arraycopy(in.array, in.position, bytes, event.size, length);
        in.position += length;
        EventHeader.finish(bytes, type);
        return bytes;
    }
}
