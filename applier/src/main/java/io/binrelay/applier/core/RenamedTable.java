package io.binrelay.applier.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Table;

/**
 * Events of a table as if it were of another database. Rows events name their table by a number, and only its TABLE_MAP
 * names the database (layout: {@link TableMapEvent}).
 */
public final class RenamedTable {
    private static final int EVENT_LENGTH_OFFSET = 9;

    /** Behind table id and flags. */
    private static final int DATABASE_LENGTH_OFFSET = HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH + 2;

    private static final int LONGEST = 0xff;

    private RenamedTable() {}

    /** The same event for a table of this database. */
    public static RelayEvent.TableMap of(RelayEvent.TableMap map, String database) {
        return new RelayEvent.TableMap(table(map.table(), database), tableMap(map.bytes(), database));
    }

    /** The same event for a table of this database. */
    public static RelayEvent.Rows of(RelayEvent.Rows rows, String database) {
        return new RelayEvent.Rows(table(rows.table(), database), rows.bytes(), tableMap(rows.tableMap(), database));
    }

    private static Table table(Table table, String database) {
        return new Table(database, table.name(), table.columns());
    }

    /** @throws IllegalArgumentException the name has more bytes than an event can hold */
    private static byte[] tableMap(byte[] event, String database) {
        byte[] name = database.getBytes(UTF_8);
        if (name.length > LONGEST) {
            throw new IllegalArgumentException("a database cannot be called '" + database + "'");
        }
        int start = DATABASE_LENGTH_OFFSET + 1;
        int behind = start + (event[DATABASE_LENGTH_OFFSET] & 0xff);
        byte[] renamed = new byte[start + name.length + event.length - behind];
        System.arraycopy(event, 0, renamed, 0, start);
        renamed[DATABASE_LENGTH_OFFSET] = (byte) name.length;
        System.arraycopy(name, 0, renamed, start, name.length);
        System.arraycopy(event, behind, renamed, start + name.length, event.length - behind);
        LittleEndian.putInt32(renamed, EVENT_LENGTH_OFFSET, renamed.length);
        return renamed;
    }
}
