package io.binrelay.schemas.avro;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a source transaction into relay records, typed and lossless.
 *
 * <p>Call {@link #tableMap}, {@link #rows}, {@link #annotation} and {@link #statement} in the order of the binary log,
 * then {@link #finish}; again for every further fragment; {@link #endGroup} when the transaction ends. A record is
 * self-contained: it carries the definition of every table its events refer to, also when the TABLE_MAP event is in an
 * earlier fragment.
 *
 * <p>Losslessness holds by construction: every rows event is re-packed from the bytes just written and compared with
 * the event. One that would not come back the same, or cannot be read at all, is kept whole instead;
 * {@link #opaqueEvents} counts these and {@link #lastOpaqueReason} says why. So is one of more than
 * {@link #LARGEST_TYPED}: the check would take its size in memory three times over, and text in UTF-8 or JSON may grow
 * beyond what an array can hold. Its bytes are not even copied: the record refers to the source's event.
 *
 * <p>Not thread-safe. Keeps its buffers, so one instance should serve many transactions.
 */
public final class RelayRecordBuilder {
    /** Rows events of more bytes are kept whole. */
    public static final int LARGEST_TYPED = 16 << 20;

    /** Buffers above this are let go after a record, so that one huge event does not hold its memory for ever. */
    private static final int BUFFER_KEPT = 4 << 20;

    /** Behind the last block of the events, be there any or none. */
    private static final byte END_OF_EVENTS = 0;

    private static final int BODY_OFFSET = BinlogEvent.HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH;

    private final SourceTables sourceTables;
    private final HeaderCodec headers = new HeaderCodec();
    private final RowsEncoder encoder = new RowsEncoder();
    private final RowsDecoder checker = new RowsDecoder();
    private final AvroInput checked = new AvroInput(new byte[0], 0);
    private final GrowingBytes repacked = new GrowingBytes(16 * 1024);

    private final Map<Long, CompiledTable> tablesOfGroup = new HashMap<>();
    private final IdentityHashMap<CompiledTable, Integer> indexes = new IdentityHashMap<>();
    private final GrowingBytes head = new GrowingBytes(1024);
    private final GrowingBytes tables = new GrowingBytes(4 * 1024);
    private final GrowingBytes events = new GrowingBytes(64 * 1024);
    private final Inserts inserts = new Inserts();
    private long eventCount;
    private long opaqueEvents;
    private @Nullable String lastOpaqueReason;

    /**
     * A builder for the events of a source.
     *
     * @param family the source's; null where not known, which leaves the signedness of some tables with YEAR columns to
     *     the labels
     * @param labels what is known about tables beside the binary log; consulted on the calling thread
     */
    public RelayRecordBuilder(@Nullable Family family, TableLabels labels) {
        sourceTables = new SourceTables(family, labels);
    }

    /** A builder for the events of a source of either family. */
    public RelayRecordBuilder(TableLabels labels) {
        this(null, labels);
    }

    /**
     * Adds a TABLE_MAP event. The rows events behind it may refer to its table id until {@link #endGroup}.
     *
     * @throws io.binrelay.schemas.binlog.MalformedEventException when the event's bytes contradict the format
     */
    public void tableMap(BinlogEvent event) {
        requireType(event, EventType.TABLE_MAP);
        CompiledTable table = sourceTables.table(event);
        long tableId = LittleEndian.uint48(event.bytes(), BinlogEvent.HEADER_LENGTH);
        tablesOfGroup.put(tableId, table);
        int index = index(table);
        begin(Branch.TABLE_MAP_EVENT);
        EventHeader.encode(event.bytes(), events);
        AvroOutput.writeLong(events, tableId);
        AvroOutput.writeLong(events, index);
    }

    /**
     * Adds a rows event of any type whose body begins with a table id; types this version does not understand, such as
     * PARTIAL_UPDATE_ROWS and MariaDB's compressed ones, are kept whole.
     *
     * @throws IllegalStateException when the group has no TABLE_MAP event of its table id
     */
    public void rows(BinlogEvent event) {
        byte[] bytes = event.bytes();
        if (bytes.length < BODY_OFFSET) {
            throw new IllegalArgumentException("a rows event of " + bytes.length + " bytes" + at(event));
        }
        long tableId = LittleEndian.uint48(bytes, BinlogEvent.HEADER_LENGTH);
        CompiledTable table = tablesOfGroup.get(tableId);
        if (table == null) {
            throw new IllegalStateException("a rows event refers to table id " + tableId
                    + ", which no TABLE_MAP event of its transaction has defined" + at(event));
        }
        int index = index(table);
        int start = events.size;
        begin(Branch.ROWS_EVENT);
        String problem = typed(event, table, index, start);
        if (problem != null) {
            events.size = start;
            opaqueEvents++;
            lastOpaqueReason = "rows event of type " + event.type() + " (" + EventType.name(event.type())
                    + ") of table " + table.qualifiedName + at(event) + ": " + problem;
            AvroOutput.writeBranch(events, Branch.OPAQUE_ROWS_EVENT);
            EventHeader.encode(bytes, events);
            AvroOutput.writeLong(events, event.type());
            AvroOutput.writeLong(events, tableId);
            AvroOutput.writeLong(events, index);
            writeBytes(bytes, BODY_OFFSET);
        }
    }

    /** Writes the event typed; returns why that is not the event, or null. */
    private @Nullable String typed(BinlogEvent event, CompiledTable table, int index, int start) {
        if (!RowsEncoder.isUnderstood(event.type())) {
            return "its type is not understood";
        }
        if (table.problem != null) {
            return table.problem;
        }
        if (event.bytes().length > LARGEST_TYPED) {
            return "it has " + event.bytes().length + " bytes, and only events of up to " + LARGEST_TYPED
                    + " are typed";
        }
        try {
            encoder.encode(event.bytes(), table, index, events);
            checked.reset(events.array, start + 1);
            repacked.clear(BUFFER_KEPT);
            repacked.ensure(event.bytes().length);
            checker.decode(checked, ignored -> table, repacked);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            return "it cannot be read as rows of that table: " + e;
        }
        int different = Arrays.mismatch(event.bytes(), 0, event.bytes().length, repacked.array, 0, repacked.size);
        if (different >= 0 || checked.position != events.size) {
            return "re-packed it would differ from byte " + different + " on";
        }
        return null;
    }

    /** Adds the text of the statement whose rows follow: a ROWS_QUERY or ANNOTATE_ROWS event. */
    public void annotation(BinlogEvent event) {
        begin(Branch.ANNOTATION_EVENT);
        byte[] bytes = event.bytes();
        EventHeader.encode(bytes, events);
        AvroOutput.writeLong(events, event.type());
        writeBytes(bytes, BinlogEvent.HEADER_LENGTH);
    }

    /** A value of bytes: the event's from here on. Large ones are not copied. */
    private void writeBytes(byte[] event, int offset) {
        int length = event.length - offset;
        if (length > LARGEST_TYPED) {
            AvroOutput.writeLong(events, length);
            inserts.add(events, event, offset, length);
        } else {
            AvroOutput.writeBytes(events, event, offset, length);
        }
    }

    /** Adds a statement to be executed as text. */
    public void statement(Statement statement) {
        requireNonNull(statement, "statement is null");
        begin(Branch.STATEMENT_EVENT);
        StatementCodec.encode(statement, events);
    }

    /** Adds a part of the file that a LOAD DATA statement behind it reads. */
    public void fileBlock(RelayEvent.FileBlock block) {
        requireNonNull(block, "block is null");
        begin(Branch.FILE_BLOCK_EVENT);
        AvroOutput.writeLong(events, block.fileId());
        AvroOutput.writeBoolean(events, block.first());
        AvroOutput.writeBytes(events, block.data());
    }

    /**
     * The bytes of events and table definitions added since the last {@link #finish}; the record's header comes on top.
     */
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, inserts.bytes() + events.size + tables.size);
    }

    /** Whether nothing was added since the last {@link #finish}. */
    public boolean isEmpty() {
        return eventCount == 0;
    }

    /**
     * The record of all that was added. What follows becomes the next fragment; the table ids of the group stay known.
     *
     * @throws IllegalStateException when the record is larger than an array can be
     */
    public EncodedRecord finish(RecordHeader header) {
        requireNonNull(header, "header is null");
        head.clear(BUFFER_KEPT);
        RelaySchema.writeMarker(head);
        headers.encode(header, head);
        if (!indexes.isEmpty()) {
            AvroOutput.writeLong(head, indexes.size());
            head.put(tables.array, 0, tables.size);
        }
        AvroOutput.writeLong(head, 0);
        if (eventCount > 0) {
            AvroOutput.writeLong(head, eventCount);
        }
        EncodedRecord record = inserts.isEmpty() ? inOneArray(header) : inPieces(header);
        clear();
        return record;
    }

    private EncodedRecord inOneArray(RecordHeader header) {
        long length = (long) head.size + events.size + 1;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("a record of " + length + " bytes is more than an array can hold");
        }
        byte[] bytes = new byte[(int) length];
        System.arraycopy(head.array, 0, bytes, 0, head.size);
        System.arraycopy(events.array, 0, bytes, head.size, events.size);
        bytes[bytes.length - 1] = END_OF_EVENTS;
        return new EncodedRecord(header, bytes);
    }

    private EncodedRecord inPieces(RecordHeader header) {
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(ByteBuffer.wrap(head.toByteArray()));
        events.put(END_OF_EVENTS);
        inserts.weave(events, pieces);
        try {
            return new EncodedRecord(header, pieces);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void clear() {
        tables.clear(BUFFER_KEPT);
        events.clear(BUFFER_KEPT);
        inserts.clear();
        indexes.clear();
        eventCount = 0;
    }

    /** Forgets the table ids: the transaction is over. Events added and not finished are dropped, as of a torn one. */
    public void endGroup() {
        tablesOfGroup.clear();
        clear();
    }

    /** How many rows events were kept whole since this instance was made. */
    public long opaqueEvents() {
        return opaqueEvents;
    }

    /** Why the last of {@link #opaqueEvents} was kept whole, with table and position; null if there was none. */
    public @Nullable String lastOpaqueReason() {
        return lastOpaqueReason;
    }

    private void begin(int branch) {
        AvroOutput.writeBranch(events, branch);
        eventCount++;
    }

    private int index(CompiledTable table) {
        Integer known = indexes.get(table);
        if (known != null) {
            return known;
        }
        int index = indexes.size();
        indexes.put(table, index);
        tables.put(table.avro);
        return index;
    }

    private static void requireType(BinlogEvent event, int type) {
        if (event.type() != type) {
            throw new IllegalArgumentException("an event of type " + event.type() + ", expected " + type + at(event));
        }
    }

    private static String at(BinlogEvent event) {
        return ", before " + event.file() + ":" + event.endPosition();
    }
}
