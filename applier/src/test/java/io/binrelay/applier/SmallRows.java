package io.binrelay.applier;

import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Table;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Rows events of a table with one VARCHAR(20) column, as MySQL writes them. */
public final class SmallRows {
    private static final int STATEMENT_END = 1;

    private SmallRows() {}

    /** An INSERT of a row per value that ends its statement. */
    public static RelayEvent.Rows insert(Table table, String... values) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {7, 0, 0, 0, 0, 0, STATEMENT_END, 0, 2, 0, 1, 1});
        for (String value : values) {
            body.write(0);
            body.write(value.length());
            body.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        }
        return new RelayEvent.Rows(table, event(30, body.toByteArray()), tableMap(table));
    }

    static byte[] tableMap(Table table) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {7, 0, 0, 0, 0, 0, 1, 0});
        for (String name : new String[] {table.database(), table.name()}) {
            body.write(name.length());
            body.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            body.write(0);
        }
        body.writeBytes(new byte[] {1, 15, 2, 20, 0, 1});
        return event(19, body.toByteArray());
    }

    /** An event of a type, in normal form. */
    public static byte[] event(int type, byte[] body) {
        byte[] event = new byte[19 + body.length];
        event[4] = (byte) type;
        LittleEndian.putInt32(event, 9, event.length);
        System.arraycopy(body, 0, event, 19, body.length);
        return event;
    }
}
