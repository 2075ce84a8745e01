package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.EventType;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Re-packs RowsEvent records into rows events: the reverse of {@link RowsEncoder}, whose description of the layout
 * holds here too. Used by readers of the log and, right after every encoding, by the identity check. Not thread-safe.
 */
final class RowsDecoder {
    private CellCodec[] codecs = new CellCodec[0];
    private int padding;

    /** The index of the table the event read last refers to. */
    int tableIndex;
    /** The table id of the event read last. */
    long tableId;

    /**
     * Appends the event that {@code in} holds a RowsEvent record of.
     *
     * @param tables the codecs of the record's tables, by index
     * @throws IllegalArgumentException when the record is not what the table's definition says
     * @throws IndexOutOfBoundsException likewise
     */
    void decode(AvroInput in, IntFunction<CompiledTable> tables, GrowingBytes out) {
        int start = EventHeader.decode(in, out);
        int type = in.readInt();
        tableId = in.readLong();
        tableIndex = in.readInt();
        CompiledTable table = tables.apply(tableIndex);
        if (table.problem != null) {
            throw new IllegalArgumentException(
                    "rows of table " + table.qualifiedName + " cannot be packed: " + table.problem);
        }
        codecs = table.codecs;
        out.putInt48(tableId);
        out.putInt16(in.readInt());
        decodeExtra(in, type >= EventType.WRITE_ROWS, out);
        putColumnCount(out);

        boolean hasBefore = type != EventType.WRITE_ROWS && type != EventType.WRITE_ROWS_V1;
        boolean hasAfter = type != EventType.DELETE_ROWS && type != EventType.DELETE_ROWS_V1;
        padding = in.readInt();
        int[] before = presentColumns(in, hasBefore, table, out);
        int[] after = presentColumns(in, hasAfter, table, out);
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                decodeImage(in, before, hasBefore, out);
                decodeImage(in, after, hasAfter, out);
            }
        }
        EventHeader.finish(out, start, type);
    }

    private static void decodeExtra(AvroInput in, boolean version2, GrowingBytes out) {
        int length = 0;
        if (in.readPresent()) {
            length = in.readLength();
        }
        if (version2) {
            out.putInt16(length + 2);
            out.put(in.array, in.position, length);
        }
        in.position += length;
    }

    private void putColumnCount(GrowingBytes out) {
        if (codecs.length < 0xfb) {
            out.put(codecs.length);
        } else {
            out.put(0xfc);
            out.putInt16(codecs.length);
        }
    }

    /** Appends the bitmap of an image that the event has, that of all columns where the record says nothing of it. */
    private int[] presentColumns(AvroInput in, boolean hasImage, CompiledTable table, GrowingBytes out) {
        boolean explicit = in.readPresent();
        int length = (codecs.length + 7) / 8;
        if (!hasImage) {
            if (explicit) {
                in.skipBytes();
            }
            return table.allColumns;
        }
        if (!explicit) {
            out.ensure(length);
            Arrays.fill(out.array, out.size, out.size + length, (byte) 0xff);
            out.size += length;
            if ((padding & RowsEncoder.PRESENT_PADDING) == 0 && (codecs.length & 7) != 0) {
                out.array[out.size - 1] = (byte) ((1 << (codecs.length & 7)) - 1);
            }
            return table.allColumns;
        }
        if (in.readLength() != length) {
            throw new IllegalArgumentException("a bitmap of columns of another length than " + length);
        }
        out.put(in.array, in.position, length);
        in.position += length;
        return columnsOf(in.array, in.position - length);
    }

    private int[] columnsOf(byte[] bitmap, int offset) {
        int[] columns = new int[codecs.length];
        int count = 0;
        for (int i = 0; i < codecs.length; i++) {
            if ((bitmap[offset + (i >> 3)] >> (i & 7) & 1) != 0) {
                columns[count++] = i;
            }
        }
        return Arrays.copyOf(columns, count);
    }

    private void decodeImage(AvroInput in, int[] columns, boolean hasImage, GrowingBytes out) {
        if (in.readPresent() != hasImage) {
            throw new IllegalArgumentException("a row with other images than the event's type has");
        }
        if (!hasImage) {
            return;
        }
        int nulls = out.size;
        int nullLength = (columns.length + 7) >> 3;
        out.ensure(nullLength);
        Arrays.fill(out.array, nulls, nulls + nullLength, (byte) 0);
        out.size += nullLength;
        int i = 0;
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long k = 0; k < count; k++, i++) {
                int branch = in.readBranch();
                if (branch == Branch.NULL) {
                    out.array[nulls + (i >> 3)] |= (byte) (1 << (i & 7));
                } else {
                    codecs[columns[i]].decode(branch, in, out);
                }
            }
        }
        if (i != columns.length) {
            throw new IllegalArgumentException("a row of " + i + " cells, expected " + columns.length);
        }
        if ((padding & RowsEncoder.NULL_PADDING) != 0 && (i & 7) != 0) {
            out.array[nulls + (i >> 3)] |= (byte) (0xff << (i & 7));
        }
    }
}
