package io.binrelay.schemas.avro;

import io.binrelay.schemas.avro.TestColumn.Cell;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A made-up table, and events about it, with the values that readers should see in them. */
final class RandomTable {
    static final int[] ROWS_TYPES = {
        EventType.WRITE_ROWS, EventType.UPDATE_ROWS, EventType.DELETE_ROWS,
        EventType.WRITE_ROWS_V1, EventType.UPDATE_ROWS_V1, EventType.DELETE_ROWS_V1
    };

    final long tableId;
    final List<TestColumn> columns = new ArrayList<>();
    private final boolean unusedBitsSet;

    RandomTable(SplittableRandom random) {
        tableId = random.nextLong(1L << 48);
        unusedBitsSet = random.nextBoolean();
        int count = random.nextInt(100) == 0 ? 251 + random.nextInt(100) : 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            columns.add(TestColumns.any(random));
        }
    }

    RandomTable(long tableId, List<TestColumn> columns) {
        this.tableId = tableId;
        this.columns.addAll(columns);
        unusedBitsSet = false;
    }

    /** What labels say of the table: types, signedness and character sets, no names. */
    Labels labels() {
        return new Labels(columns.stream()
                .map(column -> new Labels.Column(-1, null, column.unsigned(), column.charset(), null))
                .toList());
    }

    BinlogEvent tableMap() {
        EventBytes types = new EventBytes();
        EventBytes metadata = new EventBytes();
        for (TestColumn column : columns) {
            types.add(column.type());
            metadata.add(column.metadata());
        }
        byte[] nullBits = new byte[(columns.size() + 7) / 8];
        Arrays.fill(nullBits, (byte) 0xff);
        return new EventBytes()
                .number(tableId, 6)
                .number(1, 2)
                .add(2, 'd', 'b', 0)
                .add(1, 't', 0)
                .lengthEncoded(columns.size())
                .add(types.bytes())
                .lengthEncoded(metadata.bytes().length)
                .add(metadata.bytes())
                .add(nullBits)
                .event(EventType.TABLE_MAP);
    }

    /**
     * @param event the event
     * @param images per row the images the event's type has, in order, per image the values; null for absent columns
     */
    record Rows(BinlogEvent event, List<List<List<String>>> images) {}

    Rows rows(SplittableRandom random, int type) {
        boolean update = EventType.isUpdateRows(type);
        boolean partial = random.nextInt(4) == 0;
        boolean[] first = present(random, partial);
        boolean[] second = present(random, partial);
        EventBytes body = new EventBytes().number(tableId, 6).number(random.nextInt(16), 2);
        if (EventBytes.isVersion2(type)) {
            byte[] extra = new byte[random.nextInt(3) * 5];
            random.nextBytes(extra);
            body.number(2L + extra.length, 2).add(extra);
        }
        body.lengthEncoded(columns.size()).add(bitmap(first));
        if (update) {
            body.add(bitmap(second));
        }
        List<List<List<String>>> images = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            List<List<String>> row = new ArrayList<>();
            row.add(image(random, first, body));
            if (update) {
                row.add(image(random, second, body));
            }
            images.add(row);
        }
        return new Rows(body.event(type), images);
    }

    private boolean[] present(SplittableRandom random, boolean partial) {
        boolean[] present = new boolean[columns.size()];
        for (int i = 0; i < present.length; i++) {
            present[i] = !partial || random.nextBoolean();
        }
        present[random.nextInt(present.length)] = true;
        return present;
    }

    private byte[] bitmap(boolean[] bits) {
        byte[] bitmap = new byte[(bits.length + 7) / 8];
        for (int i = 0; i < bitmap.length * 8; i++) {
            boolean set = i < bits.length ? bits[i] : unusedBitsSet;
            bitmap[i / 8] |= (byte) (set ? 1 << i % 8 : 0);
        }
        return bitmap;
    }

    private List<String> image(SplittableRandom random, boolean[] present, EventBytes body) {
        List<String> values = new ArrayList<>();
        List<Boolean> nulls = new ArrayList<>();
        EventBytes cells = new EventBytes();
        for (int i = 0; i < columns.size(); i++) {
            if (!present[i]) {
                continue;
            }
            boolean isNull = random.nextInt(5) == 0;
            nulls.add(isNull);
            if (isNull) {
                values.add("null");
                continue;
            }
            Cell cell = columns.get(i).cells().apply(random);
            cells.add(cell.bytes());
            values.add(cell.value());
        }
        boolean[] bits = new boolean[nulls.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = nulls.get(i);
        }
        body.add(bitmap(bits)).add(cells.bytes());
        return values;
    }
}
