package io.binrelay.testsupport.binlog;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The binary log of a source that is not there: a program writes it, {@link BinlogDump}s read it. Events have the bytes
 * and positions a server would give them (with checksums, which the normal form leaves out). For one thread.
 *
 * <p>Time is virtual: every event is one millisecond later than the one before.
 */
public final class InMemoryBinlog {
    private static final int CHECKSUM = 4;
    private static final long MAGIC = 4;
    private static final long MICROS_PER_EVENT = 1_000;

    private final Family family;
    private final long serverId;
    private final UUID uuid;
    private final Map<String, List<BinlogEvent>> files = new LinkedHashMap<>();
    private int filesBegun;
    private String file = "";
    private long offset;
    private long nowMicros;
    private long transactions;
    private long transactionsInFile;

    /** A server that has just been started for the first time. */
    public InMemoryBinlog(Family family, long serverId, long startSeconds) {
        this.family = requireNonNull(family, "family is null");
        this.serverId = serverId;
        this.uuid = new UUID(0x1234_5678_9abc_4defL, serverId);
        this.nowMicros = startSeconds * 1_000_000;
        startServer();
    }

    public Family family() {
        return family;
    }

    public long serverId() {
        return serverId;
    }

    /** {@code @@server_uuid}; empty on MariaDB. */
    public String serverUuid() {
        return family == Family.MYSQL ? uuid.toString() : "";
    }

    /** The server stops, cleanly or not, and starts again: the current file ends as it is, a new one begins. */
    public void startServer() {
        newFile(nowMicros / 1_000_000);
    }

    /** FLUSH LOGS. */
    public void rotate() {
        append(EventType.ROTATE, EventBodies.rotate(fileName(filesBegun + 1), MAGIC));
        newFile(0);
    }

    /** Forgets the oldest files up to this one, which stays: PURGE BINARY LOGS. */
    public void purgeTo(String oldest) {
        files.keySet().removeIf(name -> name.compareTo(oldest) < 0);
    }

    /** GTID and, on MySQL, BEGIN. */
    public void begin() {
        writeGtid(0);
        if (family == Family.MYSQL) {
            append(EventType.QUERY, EventBodies.query("", "BEGIN"));
        }
    }

    public void tableMap(long tableId, String database, String table) {
        append(EventType.TABLE_MAP, EventBodies.tableMap(tableId, database, table));
    }

    /**
     * Rows inserted.
     *
     * @param flags e.g. {@link EventBodies#STATEMENT_END}
     */
    public void insert(long tableId, int flags, Image... images) {
        rows(EventType.WRITE_ROWS, tableId, flags, images);
    }

    /**
     * Rows updated.
     *
     * @param images before and after in turn
     */
    public void update(long tableId, int flags, Image... images) {
        rows(EventType.UPDATE_ROWS, tableId, flags, images);
    }

    public void delete(long tableId, int flags, Image... images) {
        rows(EventType.DELETE_ROWS, tableId, flags, images);
    }

    /** XID. */
    public void commit() {
        append(EventType.XID, EventBodies.xid(transactions));
    }

    /** A statement that is its own transaction, with its GTID. */
    public void statement(String database, String text) {
        writeGtid(EventBodies.STANDALONE);
        append(EventType.QUERY, EventBodies.query(database, text));
    }

    public void append(int type, byte[] body) {
        append(type, 0, body);
    }

    /** Writes any event at the end of the current file. */
    public void append(int type, int flags, byte[] body) {
        offset += BinlogEvent.HEADER_LENGTH + body.length + CHECKSUM;
        eventsOf(file).add(new BinlogEvent(file, offset, event(type, flags, body, offset)));
    }

    /** The GTID of the group begun last; null before the first. */
    public String lastGtid() {
        return family == Family.MYSQL ? uuid + ":" + transactions : "0-" + serverId + "-" + transactions;
    }

    /** How many groups were begun. */
    public long transactions() {
        return transactions;
    }

    /** SHOW MASTER STATUS. */
    public FilePosition end() {
        return new FilePosition(file, offset);
    }

    /** The files there are, with their lengths in bytes: SHOW BINARY LOGS. */
    public Map<String, Long> files() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        files.forEach((name, events) ->
                lengths.put(name, events.get(events.size() - 1).endPosition()));
        return lengths;
    }

    /** The events of a file. The list grows with the file. */
    List<BinlogEvent> eventsOf(String name) {
        List<BinlogEvent> events = files.get(name);
        if (events == null) {
            throw new IllegalArgumentException("there is no file " + name + ", there are " + files.keySet());
        }
        return events;
    }

    /** The file after this one; null when it is the last. */
    @Nullable
    String fileAfter(String name) {
        boolean found = false;
        for (String candidate : files.keySet()) {
            if (found) {
                return candidate;
            }
            found = candidate.equals(name);
        }
        return null;
    }

    /** An event that is not in the file, as a dump begins with. */
    BinlogEvent artificial(int type, byte[] body, String inFile, long at) {
        return new BinlogEvent(inFile, at, event(type, 0x20, body, 0));
    }

    private void newFile(long created) {
        filesBegun++;
        file = fileName(filesBegun);
        offset = MAGIC;
        transactionsInFile = 0;
        files.put(file, new ArrayList<>());
        append(EventType.FORMAT_DESCRIPTION, EventBodies.formatDescription(family, created));
        append(family == Family.MYSQL ? EventType.PREVIOUS_GTIDS : EventType.MARIADB_GTID_LIST, new byte[8]);
    }

    private void writeGtid(int flags) {
        transactions++;
        transactionsInFile++;
        if (family == Family.MYSQL) {
            append(
                    EventType.GTID,
                    EventBodies.gtid(uuid, transactions, transactionsInFile - 1, transactionsInFile, nowMicros));
            return;
        }
        append(EventType.MARIADB_GTID, EventBodies.mariaDbGtid(0, transactions, flags));
    }

    private void rows(int type, long tableId, int flags, Image... images) {
        boolean mysql = family == Family.MYSQL;
        int written = mysql ? type : type - EventType.WRITE_ROWS + EventType.WRITE_ROWS_V1;
        append(written, EventBodies.rows(mysql ? 2 : 1, tableId, flags, type == EventType.UPDATE_ROWS, images));
    }

    private byte[] event(int type, int flags, byte[] body, long endPosition) {
        nowMicros += MICROS_PER_EVENT;
        byte[] bytes = new byte[BinlogEvent.HEADER_LENGTH + body.length];
        LittleEndian.putInt32(bytes, 0, nowMicros / 1_000_000);
        bytes[4] = (byte) type;
        LittleEndian.putInt32(bytes, 5, serverId);
        LittleEndian.putInt32(bytes, 9, bytes.length);
        LittleEndian.putInt32(bytes, 13, endPosition);
        LittleEndian.putInt16(bytes, 17, flags);
        System.arraycopy(body, 0, bytes, BinlogEvent.HEADER_LENGTH, body.length);
        return bytes;
    }

    private static String fileName(int number) {
        return String.format("binlog.%06d", number);
    }
}
