package io.binrelay.testsupport.binlog;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Bodies of the events a server writes, laid out as in MySQL's {@code libbinlogevents} and MariaDB's
 * {@code sql/log_event.cc}. Plain functions.
 */
public final class EventBodies {
    /** In a rows event: the statement ends here. */
    public static final int STATEMENT_END = 1;

    /** In a MariaDB GTID event: no transaction, one statement follows. */
    public static final int STANDALONE = 1;

    private static final int EVENT_TYPES_MYSQL = 41;
    private static final int EVENT_TYPES_MARIADB = 171;
    private static final int FORMAT_FIXED_LENGTH = 57;
    private static final int CRC32 = 1;
    private static final int LOGICAL_TIMESTAMP = 2;

    private EventBodies() {}

    /**
     * Of FORMAT_DESCRIPTION.
     *
     * @param created seconds since the epoch when the server was started with this file, else 0
     */
    public static byte[] formatDescription(Family family, long created) {
        boolean mysql = family == Family.MYSQL;
        byte[] lengths = new byte[mysql ? EVENT_TYPES_MYSQL : EVENT_TYPES_MARIADB];
        lengths[EventType.FORMAT_DESCRIPTION - 1] = (byte) (FORMAT_FIXED_LENGTH + lengths.length);
        return new EventBody()
                .integer(4, 2)
                .text(mysql ? "8.0.15" : "11.4.5-MariaDB-log", 50)
                .integer(created, 4)
                .integer(19, 1)
                .bytes(lengths)
                .integer(CRC32, 1)
                .toBytes();
    }

    public static byte[] rotate(String nextFile, long position) {
        return new EventBody().integer(position, 8).text(nextFile).toBytes();
    }

    public static byte[] gtid(UUID server, long number, long lastCommitted, long sequenceNumber, long commitMicros) {
        byte[] uuid = ByteBuffer.allocate(16)
                .putLong(server.getMostSignificantBits())
                .putLong(server.getLeastSignificantBits())
                .array();
        return new EventBody()
                .integer(0, 1)
                .bytes(uuid)
                .integer(number, 8)
                .integer(LOGICAL_TIMESTAMP, 1)
                .integer(lastCommitted, 8)
                .integer(sequenceNumber, 8)
                .integer(commitMicros, 7)
                .integer(100, 1)
                .integer(80_015, 4)
                .toBytes();
    }

    /**
     * Of MariaDB's GTID event, without a group commit id.
     *
     * @param flags e.g. {@link #STANDALONE}
     */
    public static byte[] mariaDbGtid(long domain, long number, int flags) {
        return new EventBody()
                .integer(number, 8)
                .integer(domain, 4)
                .integer(flags, 1)
                .integer(0, 6)
                .toBytes();
    }

    public static byte[] query(String database, String text) {
        return query(database, text, 0);
    }

    /** With one status variable, sql_mode. */
    public static byte[] query(String database, String text, int errorCode) {
        return new EventBody()
                .integer(7, 4)
                .integer(0, 4)
                .integer(database.length(), 1)
                .integer(errorCode, 2)
                .integer(9, 2)
                .integer(1, 1)
                .integer(0, 8)
                .text(database)
                .integer(0, 1)
                .text(text)
                .toBytes();
    }

    /** A table with the columns {@code id bigint not null} and {@code value varchar(400)}. */
    public static byte[] tableMap(long tableId, String database, String table) {
        return new EventBody()
                .integer(tableId, 6)
                .integer(1, 2)
                .integer(database.length(), 1)
                .text(database)
                .integer(0, 1)
                .integer(table.length(), 1)
                .text(table)
                .integer(0, 1)
                .integer(2, 1)
                .integer(8, 1)
                .integer(15, 1)
                .integer(2, 1)
                .integer(400, 2)
                .integer(2, 1)
                .toBytes();
    }

    /**
     * Rows of such a table.
     *
     * @param version 1 as MariaDB writes, 2 as MySQL
     * @param images id and value of each image: one per row inserted or deleted, two per row updated
     */
    public static byte[] rows(int version, long tableId, int flags, boolean update, Image... images) {
        EventBody body = new EventBody().integer(tableId, 6).integer(flags, 2);
        if (version == 2) {
            body.integer(2, 2);
        }
        body.integer(2, 1).integer(3, 1);
        if (update) {
            body.integer(3, 1);
        }
        for (Image image : images) {
            byte[] value = image.value().getBytes(StandardCharsets.UTF_8);
            body.integer(0, 1).integer(image.id(), 8).integer(value.length, 2).bytes(value);
        }
        return body.toBytes();
    }

    /**
     * Of MariaDB's GTID event of a distributed transaction.
     *
     * @param flags with 64 or 128
     */
    public static byte[] mariaDbXaGtid(
            long domain, long number, int flags, long formatId, String globalId, String branchId) {
        return new EventBody()
                .integer(number, 8)
                .integer(domain, 4)
                .integer(flags, 1)
                .integer(formatId, 4)
                .integer(globalId.length(), 1)
                .integer(branchId.length(), 1)
                .text(globalId)
                .text(branchId)
                .toBytes();
    }

    public static byte[] xaPrepare(boolean onePhase, long formatId, String globalId, String branchId) {
        return new EventBody()
                .integer(onePhase ? 1 : 0, 1)
                .integer(formatId, 4)
                .integer(globalId.length(), 4)
                .integer(branchId.length(), 4)
                .text(globalId)
                .text(branchId)
                .toBytes();
    }

    /**
     * Of INTVAR.
     *
     * @param kind 1 for LAST_INSERT_ID, 2 for INSERT_ID
     */
    public static byte[] intvar(int kind, long value) {
        return new EventBody().integer(kind, 1).integer(value, 8).toBytes();
    }

    /** Of BEGIN_LOAD_QUERY and APPEND_BLOCK. */
    public static byte[] fileBlock(long fileId, String data) {
        return new EventBody().integer(fileId, 4).text(data).toBytes();
    }

    /** Of EXECUTE_LOAD_QUERY: {@code LOAD DATA INFILE 'x' REPLACE INTO TABLE t} or the like. */
    public static byte[] executeLoadQuery(String database, String text, long fileId, int nameStart, int nameEnd) {
        return new EventBody()
                .integer(7, 4)
                .integer(0, 4)
                .integer(database.length(), 1)
                .integer(0, 2)
                .integer(0, 2)
                .integer(fileId, 4)
                .integer(nameStart, 4)
                .integer(nameEnd, 4)
                .integer(2, 1)
                .text(database)
                .integer(0, 1)
                .text(text)
                .toBytes();
    }

    public static byte[] xid(long xid) {
        return new EventBody().integer(xid, 8).toBytes();
    }

    /** One row's values. */
    public record Image(long id, String value) {}
}
