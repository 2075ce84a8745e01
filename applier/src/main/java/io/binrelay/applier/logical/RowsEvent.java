package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a rows event.
 *
 * <p>Layout: table id (6 bytes), flags (2), in version 2 the length (2, itself included) and bytes of extra
 * information, column count (length-encoded), one bitmap of present columns per image, then rows: per image a null
 * bitmap over the present columns and their cells. Source: MySQL {@code libs/mysql/binlog/event/rows_event.h}
 * (Rows_event).
 */
final class RowsEvent {
    /** What the rows are. */
    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    /** NO_FOREIGN_KEY_CHECKS_F. */
    private static final int NO_FOREIGN_KEY_CHECKS = 0x2;

    private static final int FLAGS_OFFSET = BinlogEvent.HEADER_LENGTH + 6;
    private static final int EXTRA_OFFSET = FLAGS_OFFSET + 2;

    private final byte[] event;
    private final TableMapEvent table;
    private final Kind kind;

    RowsEvent(byte[] event, TableMapEvent table) {
        this.event = requireNonNull(event, "event is null");
        this.table = requireNonNull(table, "table is null");
        this.kind = kindOf(event[4] & 0xff);
    }

    private static Kind kindOf(int type) {
        return switch (type) {
            case EventType.WRITE_ROWS_V1, EventType.WRITE_ROWS -> Kind.INSERT;
            case EventType.UPDATE_ROWS_V1, EventType.UPDATE_ROWS -> Kind.UPDATE;
            case EventType.DELETE_ROWS_V1, EventType.DELETE_ROWS -> Kind.DELETE;
            case EventType.PARTIAL_UPDATE_ROWS ->
                throw new CannotCrossException("the event holds parts of JSON documents only"
                        + " (binlog_row_value_options=PARTIAL_JSON), from which the other family's server cannot make the"
                        + " documents. SET GLOBAL binlog_row_value_options='' on the source, and rebuild the replica");
            default -> throw new CannotCrossException("rows events of type " + type + " are not known");
        };
    }

    Kind kind() {
        return kind;
    }

    /** Whether the source's session did not check foreign keys (traps 1, 2). */
    boolean withoutForeignKeyChecks() {
        return (LittleEndian.uint16(event, FLAGS_OFFSET) & NO_FOREIGN_KEY_CHECKS) != 0;
    }

    /**
     * Gives every row, in order: its before image (null for INSERT) and its after image (null for DELETE).
     *
     * @throws CannotCrossException the event is not what its TABLE_MAP event says
     */
    void forEach(BiConsumer<@Nullable RowImage, @Nullable RowImage> consumer) {
        int type = event[4] & 0xff;
        int extra = type < EventType.WRITE_ROWS ? 0 : LittleEndian.uint16(event, EXTRA_OFFSET);
        int bitmaps = behindColumnCount(EXTRA_OFFSET + extra);
        int bitmapLength = (table.columns().size() + 7) / 8;
        int afterBitmap = kind == Kind.UPDATE ? bitmaps + bitmapLength : bitmaps;
        int at = afterBitmap + bitmapLength;
        try {
            while (at < event.length) {
                RowImage before = kind == Kind.INSERT
                        ? null
                        : new RowImage(event, table.columns().size());
                RowImage after = kind == Kind.DELETE
                        ? null
                        : new RowImage(event, table.columns().size());
                int rowStart = at;
                if (before != null) {
                    at = read(bitmaps, at, before);
                }
                if (after != null) {
                    at = read(afterBitmap, at, after);
                }
                if (at == rowStart) {
                    throw new CannotCrossException("a row of the event has no bytes");
                }
                consumer.accept(before, after);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new CannotCrossException("a row reaches behind the end of its event, which is damaged or of a form"
                    + " that is not known: " + e.getMessage());
        }
    }

    private int behindColumnCount(int position) {
        int first = event[position] & 0xff;
        int count = first < 0xfb ? first : LittleEndian.uint16(event, position + 1);
        if (count != table.columns().size()) {
            throw new CannotCrossException("the event has " + count + " columns, its TABLE_MAP event "
                    + table.columns().size());
        }
        return position + (first < 0xfb ? 1 : 3);
    }

    private int read(int bitmap, int nulls, RowImage image) {
        List<TableMapEvent.Column> columns = table.columns();
        int present = 0;
        for (int i = 0; i < columns.size(); i++) {
            present += bit(bitmap, i);
        }
        int at = nulls + (present + 7) / 8;
        int seen = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (bit(bitmap, i) == 0) {
                continue;
            }
            if (bit(nulls, seen++) != 0) {
                image.setNull(i);
            } else {
                int end = at + CellLength.of(columns.get(i), event, at);
                if (end > event.length) {
                    throw new IndexOutOfBoundsException("offset " + end + " of " + event.length);
                }
                image.set(i, at, end);
                at = end;
            }
        }
        return at;
    }

    private int bit(int start, int index) {
        return event[start + (index >> 3)] >> (index & 7) & 1;
    }
}
