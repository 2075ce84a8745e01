package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows events as RowsEvent records. Whether the record gives the event back is not its business: see
 * {@link RelayRecordBuilder}. Not thread-safe.
 *
 * <p>Event layout: table id (6 bytes), flags (2), in version 2 the length (2, itself included) and bytes of extra
 * information, column count (length-encoded), one bitmap of present columns per image, then rows: per image a null
 * bitmap over the present columns and their cells. Source: MySQL {@code libs/mysql/binlog/event/rows_event.h}
 * (Rows_event).
 */
final class RowsEncoder {
    /** RowsEvent.padding: the unused bits of null bitmaps are set. */
    static final int NULL_PADDING = 1;
    /** RowsEvent.padding: the unused bits of bitmaps of present columns are set. */
    static final int PRESENT_PADDING = 2;

    private static final int FLAGS_OFFSET = BinlogEvent.HEADER_LENGTH + 6;
    private static final int EXTRA_OFFSET = FLAGS_OFFSET + 2;

    private final GrowingBytes rows = new GrowingBytes(16 * 1024);
    private byte[] source = new byte[0];
    private CellCodec[] codecs = new CellCodec[0];
    private int padding;
    private boolean nullPaddingKnown;
    private boolean presentPaddingKnown;

    /** Whether rows of this type are understood; others can only be kept whole. */
    static boolean isUnderstood(int type) {
        return EventType.isRows(type);
    }

    /**
     * Writes the event.
     *
     * @param tableIndex the table's index in the record's tables
     * @throws IllegalArgumentException when the event is not what the table's definition says
     * @throws IndexOutOfBoundsException likewise
     */
    void encode(byte[] event, CompiledTable table, int tableIndex, GrowingBytes out) {
        source = event;
        codecs = table.codecs;
        padding = 0;
        nullPaddingKnown = false;
        presentPaddingKnown = false;
        rows.clear(1 << 20);
        // Most rows take about as much in Avro: a large event's buffers need not grow often.
        rows.ensure(event.length);
        out.ensure(event.length);
        int type = event[4] & 0xff;
        boolean hasBefore = type != EventType.WRITE_ROWS && type != EventType.WRITE_ROWS_V1;
        boolean hasAfter = type != EventType.DELETE_ROWS && type != EventType.DELETE_ROWS_V1;

        int extraLength = type < EventType.WRITE_ROWS ? 0 : LittleEndian.uint16(event, EXTRA_OFFSET);
        int bitmaps = readColumnCount(EXTRA_OFFSET + extraLength);
        int bitmapLength = (codecs.length + 7) / 8;
        int afterBitmap = hasBefore ? bitmaps + bitmapLength : bitmaps;
        int[] before = hasBefore ? presentColumns(bitmaps, table) : null;
        int[] after = hasAfter ? presentColumns(afterBitmap, table) : null;
        int count = encodeRows(hasAfter ? afterBitmap + bitmapLength : afterBitmap, before, after);

        EventHeader.encode(event, out);
        AvroOutput.writeLong(out, type);
        AvroOutput.writeLong(out, LittleEndian.uint48(event, BinlogEvent.HEADER_LENGTH));
        AvroOutput.writeLong(out, tableIndex);
        AvroOutput.writeLong(out, LittleEndian.uint16(event, FLAGS_OFFSET));
        writeOptional(out, extraLength > 2, EXTRA_OFFSET + 2, extraLength - 2);
        AvroOutput.writeLong(out, padding);
        writeOptional(out, before != null && mustBeSaid(before, table), bitmaps, bitmapLength);
        writeOptional(out, after != null && mustBeSaid(after, table), afterBitmap, bitmapLength);
        if (count > 0) {
            AvroOutput.writeLong(out, count);
            out.put(rows.array, 0, rows.size);
        }
        AvroOutput.writeLong(out, 0);
        source = new byte[0];
    }

    private void writeOptional(GrowingBytes out, boolean present, int position, int length) {
        AvroOutput.writeBranch(out, present ? 1 : 0);
        if (present) {
            AvroOutput.writeBytes(out, source, position, length);
        }
    }

    /** The position behind the column count; a count of 0xfc and more is longer than a byte. */
    private int readColumnCount(int position) {
        int first = source[position] & 0xff;
        int count = first < 0xfb ? first : LittleEndian.uint16(source, position + 1);
        if (first > 0xfc || count != codecs.length) {
            throw new IllegalArgumentException(
                    "the event has " + count + " columns, its TABLE_MAP event " + codecs.length);
        }
        return position + (first < 0xfb ? 1 : 3);
    }

    /** Whether {@link #presentColumns} has returned columns of their own: that very array tells, not what is in it. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean mustBeSaid(int[] columns, CompiledTable table) {
        return columns != table.allColumns;
    }

    /** The columns a bitmap names; {@code table.allColumns} if the record need not say so. */
    private int[] presentColumns(int position, CompiledTable table) {
        int length = (codecs.length + 7) / 8;
        int unused = length * 8 - codecs.length;
        int present = countBits(position, codecs.length);
        if (present == codecs.length && isPaddedAsExpected(position + length - 1, unused)) {
            return table.allColumns;
        }
        return columnsOf(position, present);
    }

    private int countBits(int position, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += source[position + (i >> 3)] >> (i & 7) & 1;
        }
        return found;
    }

    /** The first bitmap decides about the padding; one that differs from it is written out. */
    private boolean isPaddedAsExpected(int lastByte, int unused) {
        if (unused == 0) {
            return true;
        }
        int bits = (source[lastByte] & 0xff) >> (8 - unused);
        boolean set = bits != 0;
        if (set && bits != (1 << unused) - 1) {
            return false;
        }
        if (!presentPaddingKnown) {
            presentPaddingKnown = true;
            padding |= set ? PRESENT_PADDING : 0;
            return true;
        }
        return set == ((padding & PRESENT_PADDING) != 0);
    }

    private int[] columnsOf(int position, int present) {
        int[] columns = new int[present];
        int to = 0;
        for (int i = 0; i < codecs.length; i++) {
            if ((source[position + (i >> 3)] >> (i & 7) & 1) != 0) {
                columns[to++] = i;
            }
        }
        return columns;
    }

    private int encodeRows(int start, int @Nullable [] before, int @Nullable [] after) {
        int position = start;
        int count = 0;
        while (position < source.length) {
            int rowStart = position;
            position = encodeImage(position, before);
            position = encodeImage(position, after);
            if (position == rowStart) {
                throw new IllegalArgumentException("a row without bytes");
            }
            count++;
        }
        return count;
    }

    /** Writes the union of one image of a row; returns the position behind it. */
    private int encodeImage(int start, int @Nullable [] columns) {
        if (columns == null) {
            rows.put(0);
            return start;
        }
        int count = columns.length;
        int position = start + ((count + 7) >> 3);
        AvroOutput.writeBranch(rows, 1);
        if (count > 0) {
            AvroOutput.writeLong(rows, count);
        }
        for (int i = 0; i < count; i++) {
            if ((source[start + (i >> 3)] >> (i & 7) & 1) != 0) {
                rows.put(Branch.NULL);
            } else {
                position = codecs[columns[i]].encode(source, position, rows);
            }
        }
        rows.put(0);
        if (!nullPaddingKnown && (count & 7) != 0) {
            nullPaddingKnown = true;
            padding |= (source[start + (count >> 3)] & 0x80) != 0 ? NULL_PADDING : 0;
        }
        return position;
    }
}
