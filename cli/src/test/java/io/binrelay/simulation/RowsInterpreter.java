package io.binrelay.simulation;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import java.nio.charset.StandardCharsets;

/** Executes rows events of tables with the columns {@code id bigint, value varchar(400)}, as re-packed from the log. */
final class RowsInterpreter {
    private final byte[] bytes;
    private int position;

    private RowsInterpreter(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** @throws TableState.Refused as a server would refuse it */
    static TableState apply(TableState from, RelayEvent.Rows rows) {
        byte[] bytes = rows.bytes();
        int type = bytes[4] & 0xff;
        boolean second = type >= EventType.WRITE_ROWS;
        boolean update = EventType.isUpdateRows(type);
        // Table id (6), flags (2), length of extra data (2, version 2 only), column count, one bitmap or two.
        int start = HEADER_LENGTH + 8 + (second ? 2 : 0) + 1 + (update ? 2 : 1);
        RowsInterpreter interpreter = new RowsInterpreter(bytes, start);
        String table = rows.table().qualifiedName();
        TableState state = from;
        while (interpreter.position < bytes.length) {
            Image image = interpreter.image();
            if (update) {
                state = state.update(table, image, interpreter.image());
            } else if (type == EventType.WRITE_ROWS || type == EventType.WRITE_ROWS_V1) {
                state = state.insert(table, image);
            } else {
                state = state.delete(table, image);
            }
        }
        return state;
    }

    private Image image() {
        long id = LittleEndian.int64(bytes, position + 1);
        int length = LittleEndian.uint16(bytes, position + 9);
        String value = new String(bytes, position + 11, length, StandardCharsets.UTF_8);
        position += 11 + length;
        return new Image(id, value);
    }
}
