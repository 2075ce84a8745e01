package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Table;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of MariaDB's sequences that were logged with {@code binlog_row_image=MINIMAL}: they hold the next value and the
 * round alone. A replication thread sets both, as SETVAL does; behind {@code BINLOG} the server takes the row for a
 * whole one and refuses it (4085; 1105 on some versions). So SETVAL it is.
 *
 * <p>Source: MariaDB {@code sql/log_event_server.cc} (Rows_log_event::update_sequence), and servers of 10.11, 11.4 and
 * 11.8. Not thread-safe.
 */
final class SequenceRows {
    private static final int COLUMNS = 8;

    /** The first column, next_not_cached_value, and the last, cycle_count. */
    private static final int NEXT_AND_ROUND = 0x81;

    /** Behind header, table id and flags of a rows event of version 1. */
    private static final int COLUMN_COUNT = BinlogEvent.HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH + 2;

    /** Behind the column count and the bits of the columns that are there. */
    private static final int FIRST_ROW = COLUMN_COUNT + 2;

    private final ReplicaConnection connection;
    private final Runnable restoreSession;
    private final Map<String, String> typesOfNext = new HashMap<>();

    /** @param restoreSession gives the session the character set back it has between statements */
    SequenceRows(ReplicaConnection connection, Runnable restoreSession) {
        this.connection = requireNonNull(connection, "connection is null");
        this.restoreSession = requireNonNull(restoreSession, "restoreSession is null");
    }

    /** Whether an event holds such rows. Asks the replica only if the event looks like it. */
    boolean holds(RelayEvent.Rows event) {
        byte[] bytes = event.bytes();
        return (bytes[4] & 0xff) == EventType.WRITE_ROWS_V1
                && bytes.length > FIRST_ROW
                && bytes[COLUMN_COUNT] == COLUMNS
                && (bytes[COLUMN_COUNT + 1] & 0xff) == NEXT_AND_ROUND
                && !typeOfNext(event.table()).isEmpty();
    }

    void apply(RelayEvent.Rows event) {
        byte[] bytes = event.bytes();
        int width = width(event.tableMap());
        boolean unsigned = typeOfNext(event.table()).contains("unsigned");
        connection.execute("SET @@session.character_set_client=utf8mb4");
        // A byte of NULL bits, the next value, the round.
        for (int row = FIRST_ROW; row + 1 + width + Long.BYTES <= bytes.length; row += 1 + width + Long.BYTES) {
            BigInteger next = integer(bytes, row + 1, width, unsigned);
            long round = LittleEndian.int64(bytes, row + 1 + width);
            connection.execute(
                    "DO SETVAL(" + ReplicaConnection.name(event.table()) + ", " + next + ", 0, " + round + ")");
        }
        restoreSession.run();
    }

    /** A statement may have changed any of them. */
    void forget() {
        typesOfNext.clear();
    }

    private static int width(byte[] tableMap) {
        int type = TableMapEvent.parse(new BinlogEvent("", 0, tableMap))
                .columns()
                .get(0)
                .type();
        return switch (type) {
            case ColumnType.TINY -> Byte.BYTES;
            case ColumnType.SHORT -> Short.BYTES;
            case ColumnType.INT24 -> 3;
            case ColumnType.LONG -> Integer.BYTES;
            case ColumnType.LONGLONG -> Long.BYTES;
            default ->
                throw new ReplicaException("a sequence of column type " + type
                        + " is not known: replicate it with binlog_row_image=FULL on the source");
        };
    }

    private static BigInteger integer(byte[] bytes, int offset, int width, boolean unsigned) {
        byte[] bigEndian = new byte[width];
        for (int i = 0; i < width; i++) {
            bigEndian[i] = bytes[offset + width - 1 - i];
        }
        return unsigned ? new BigInteger(1, bigEndian) : new BigInteger(bigEndian);
    }

    /** Empty for a table that is no sequence. Asks once, until {@link #forget}. */
    private String typeOfNext(Table table) {
        return typesOfNext.computeIfAbsent(table.qualifiedName(), name -> {
            String type = connection.value("SELECT c.COLUMN_TYPE FROM information_schema.TABLES t"
                    + " JOIN information_schema.COLUMNS c USING (TABLE_SCHEMA, TABLE_NAME)"
                    + " WHERE t.TABLE_TYPE = 'SEQUENCE' AND c.ORDINAL_POSITION = 1 AND TABLE_SCHEMA = "
                    + ReplicaConnection.literal(table.database()) + " AND TABLE_NAME = "
                    + ReplicaConnection.literal(table.name()));
            return type == null ? "" : type;
        });
    }
}
