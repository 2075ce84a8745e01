package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.relay.RelayEvent;
import java.util.Arrays;
import java.util.List;

/**
 * A rows event cut into events of one row each, so that each of its rows can be refused alone. Everything in front of
 * the rows is in each of them as it was, but for the event's length, and for the flag that ends the statement, which
 * only the last one keeps; the rows one after the other are those of the event.
 *
 * <p>Layout: see {@link RowsEvent}; in front of the after images of PARTIAL_UPDATE_ROWS a byte of options and, where it
 * says so, one bit for each JSON column of the table (MySQL {@code sql/rpl_record.cc}, start_partial_bit_reader).
 * Immutable.
 */
public final class SingleRows {
    private static final int LENGTH_OFFSET = 9;
    private static final int FLAGS_OFFSET = BinlogEvent.HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH;
    private static final int STATEMENT_END = 1;
    private static final int PARTIAL_JSON = 1;
    private static final int EXTRA_OFFSET = FLAGS_OFFSET + 2;

    private final RelayEvent.Rows event;
    private final List<TableMapEvent.Column> columns;
    private final int jsonBytes;

    /** Where the rows begin and, behind the last, end. */
    private final int[] bounds;

    private SingleRows(RelayEvent.Rows event, List<TableMapEvent.Column> columns) {
        this.event = event;
        this.columns = columns;
        long json = columns.stream()
                .filter(column -> column.type() == ColumnType.JSON)
                .count();
        this.jsonBytes = ((int) json + 7) / 8;
        this.bounds = findBounds();
    }

    /**
     * Finds the rows of an event.
     *
     * @throws CannotCrossException the event is not what its TABLE_MAP event says, or of a form that is not known
     * @throws io.binrelay.schemas.binlog.MalformedEventException its TABLE_MAP event is none
     */
    public static SingleRows of(RelayEvent.Rows event) {
        requireNonNull(event, "event is null");
        return new SingleRows(
                event,
                TableMapEvent.parse(new BinlogEvent("", 0, event.tableMap())).columns());
    }

    /** How many rows there are. */
    public int size() {
        return bounds.length - 1;
    }

    /** The event of one row, the first being row 0. */
    public RelayEvent.Rows get(int row) {
        byte[] bytes = event.bytes();
        int length = bounds[row + 1] - bounds[row];
        byte[] single = Arrays.copyOf(bytes, bounds[0] + length);
        System.arraycopy(bytes, bounds[row], single, bounds[0], length);
        LittleEndian.putInt32(single, LENGTH_OFFSET, single.length);
        if (row < size() - 1) {
            int flags = LittleEndian.uint16(bytes, FLAGS_OFFSET);
            LittleEndian.putInt16(single, FLAGS_OFFSET, flags & ~STATEMENT_END);
        }
        return new RelayEvent.Rows(event.table(), single, event.tableMap());
    }

    private int[] findBounds() {
        byte[] bytes = event.bytes();
        int type = bytes[4] & 0xff;
        if (!EventType.changesRows(type)) {
            throw new CannotCrossException("rows events of type " + type + " are not known");
        }
        boolean partial = type == EventType.PARTIAL_UPDATE_ROWS;
        boolean twoImages = partial || EventType.isUpdateRows(type);
        int extra = type < EventType.WRITE_ROWS ? 0 : LittleEndian.uint16(bytes, EXTRA_OFFSET);
        int bitmaps = behindColumnCount(EXTRA_OFFSET + extra);
        int bitmapLength = (columns.size() + 7) / 8;
        int rows = bitmaps + (twoImages ? 2 : 1) * bitmapLength;
        int[] found = new int[16];
        int count = 0;
        int at = rows;
        try {
            found[count++] = at;
            while (at < bytes.length) {
                int next = behindImage(bitmaps, at);
                if (twoImages) {
                    next = behindImage(bitmaps + bitmapLength, partial ? behindOptions(next) : next);
                }
                if (next == at || next > bytes.length) {
                    throw new CannotCrossException("a row ends at byte " + next + " of an event of " + bytes.length);
                }
                at = next;
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = at;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new CannotCrossException("a row reaches behind the end of its event: " + e.getMessage());
        }
        return Arrays.copyOf(found, count);
    }

    private int behindColumnCount(int position) {
        int first = event.bytes()[position] & 0xff;
        int count = first < 0xfb ? first : LittleEndian.uint16(event.bytes(), position + 1);
        if (count != columns.size()) {
            throw new CannotCrossException(
                    "the event has " + count + " columns, its TABLE_MAP event " + columns.size());
        }
        return position + (first < 0xfb ? 1 : 3);
    }

    private int behindOptions(int at) {
        return at + 1 + ((event.bytes()[at] & PARTIAL_JSON) == 0 ? 0 : jsonBytes);
    }

    private int behindImage(int bitmap, int nulls) {
        int present = 0;
        for (int i = 0; i < columns.size(); i++) {
            present += bit(bitmap, i);
        }
        int at = nulls + (present + 7) / 8;
        int seen = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (bit(bitmap, i) != 0 && bit(nulls, seen++) == 0) {
                at += CellLength.of(columns.get(i), event.bytes(), at);
            }
        }
        return at;
    }

    private int bit(int start, int index) {
        return event.bytes()[start + (index >> 3)] >> (index & 7) & 1;
    }
}
