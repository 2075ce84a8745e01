package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Table;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The binary log of an embedded server as the records a relay log would hold, read from the server's data directory. An
 * independent and simple reading, for tests: whole transactions only, in one record each.
 */
public final class SourceBinlog {
    private final DatabaseServer server;
    private final String uuid;

    /** Of this running server. */
    public SourceBinlog(DatabaseServer server) throws SQLException {
        this.server = server;
        this.uuid = server.engine() == Engine.MYSQL ? value("SELECT @@server_uuid") : "";
    }

    /** Runs statements on the server and gives what they left in its binary log. */
    public List<LoggedRecord> recordsOf(String... statements) throws SQLException {
        FilePosition from = position();
        server.execute(statements);
        return recordsFrom(from);
    }

    /** The end of the binary log. */
    public FilePosition position() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW MASTER STATUS")) {
            result.next();
            return new FilePosition(result.getString(1), result.getLong(2));
        }
    }

    /** What is in the file behind the position, numbered from 1, at offsets 0, 2, 4 and so on. */
    public List<LoggedRecord> recordsFrom(FilePosition from) {
        try {
            Path file = server.dataDirectory().resolve(from.file());
            return new Reader(Files.readAllBytes(file), from).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private final class Reader {
        private final byte[] file;
        private final FilePosition from;
        private final List<LoggedRecord> records = new ArrayList<>();
        private final List<RelayEvent> events = new ArrayList<>();
        private final Map<Long, RelayEvent.TableMap> maps = new HashMap<>();
        private byte[] format = {};
        private boolean checksums;
        private final SourceInputs inputs = new SourceInputs();
        private boolean inTransaction;
        private @Nullable String xid;
        private @Nullable String gtid;
        private long begin;
        private long serverId;

        Reader(byte[] file, FilePosition from) {
            this.file = file;
            this.from = from;
        }

        List<LoggedRecord> read() {
            int at = 4;
            begin = from.offset();
            while (at < file.length) {
                int size = (int) LittleEndian.uint32(file, at + 9);
                byte[] event = Arrays.copyOfRange(file, at, at + size);
                int type = event[4] & 0xff;
                if (type == EventType.FORMAT_DESCRIPTION) {
                    checksums = event[size - 5] == 1;
                    format = Arrays.copyOf(event, size - 4);
                    LittleEndian.putInt32(format, 9, format.length);
                } else if (at >= from.offset()) {
                    take(type, checksums ? withoutChecksum(event) : event, at + size);
                }
                at += size;
            }
            return records;
        }

        private byte[] withoutChecksum(byte[] event) {
            byte[] shorter = Arrays.copyOf(event, event.length - 4);
            LittleEndian.putInt32(shorter, 9, shorter.length);
            return shorter;
        }

        private void take(int type, byte[] event, int end) {
            serverId = LittleEndian.uint32(event, 5);
            if (type == EventType.GTID) {
                gtid = "gtid:" + LittleEndian.int64(event, 19 + 1 + 16);
            } else if (type == EventType.MARIADB_GTID) {
                gtid = LittleEndian.uint32(event, 27) + "-" + serverId + "-" + LittleEndian.int64(event, 19);
                inTransaction = (event[31] & 1) == 0; // FL_STANDALONE
            } else if (type == EventType.TABLE_MAP) {
                RelayEvent.TableMap map = new RelayEvent.TableMap(tableOf(event), event);
                maps.put(LittleEndian.uint48(event, 19), map);
                events.add(map);
            } else if (EventType.isRows(type) || type == EventType.PARTIAL_UPDATE_ROWS) {
                RelayEvent.TableMap map =
                        requireNonNull(maps.get(LittleEndian.uint48(event, 19)), "rows without a table");
                events.add(new RelayEvent.Rows(map.table(), event, map.bytes()));
            } else if (type == EventType.ROWS_QUERY || type == EventType.MARIADB_ANNOTATE_ROWS) {
                events.add(new RelayEvent.Annotation(event));
            } else if (inputs.take(type, event)) {
                return;
            } else if (type == EventType.BEGIN_LOAD_QUERY || type == SourceInputs.APPEND_BLOCK) {
                events.add(SourceInputs.block(type, event));
            } else if (type == EventType.EXECUTE_LOAD_QUERY) {
                events.add(new RelayEvent.Execute(inputs.load(event, from.file(), end)));
            } else if (type == EventType.XA_PREPARE) {
                xid = SourceInputs.xid(event);
                finish(SourceInputs.isOnePhase(event) ? GroupEnd.XA_ONE_PHASE : GroupEnd.XA_PREPARE, event, end);
            } else if (type == EventType.XID) {
                finish(GroupEnd.XID, event, end);
            } else if (type == EventType.QUERY) {
                query(event, end);
            }
        }

        private void query(byte[] event, int end) {
            io.binrelay.schemas.relay.Statement statement = QueryEvent.parse(new BinlogEvent(from.file(), end, event));
            String text = new String(statement.text(), StandardCharsets.ISO_8859_1);
            if (text.equals("BEGIN")) {
                inTransaction = true;
            } else if (text.equals("COMMIT")) {
                finish(GroupEnd.COMMIT, event, end);
            } else if (text.equals("ROLLBACK")) {
                finish(GroupEnd.ROLLBACK, event, end);
            } else if (text.startsWith("XA ")) {
                distributed(text, event, end);
            } else {
                events.add(new RelayEvent.Execute(inputs.complete(statement, null)));
                if (!inTransaction) {
                    finish(GroupEnd.STATEMENT, event, end);
                }
            }
        }

        private void distributed(String text, byte[] event, int end) {
            if (text.startsWith("XA COMMIT ") || text.startsWith("XA ROLLBACK ")) {
                xid = text.substring(text.indexOf('X', 2));
                finish(text.startsWith("XA C") ? GroupEnd.XA_COMMIT : GroupEnd.XA_ROLLBACK, event, end);
            } else {
                inTransaction = true;
            }
        }

        private void finish(GroupEnd groupEnd, byte[] event, int end) {
            int number = records.size();
            RecordHeader header = new RecordHeader(
                    RecordKind.TRANSACTION,
                    number + 1L,
                    0,
                    0,
                    true,
                    new FilePosition(from.file(), begin),
                    new FilePosition(from.file(), end),
                    gtid,
                    groupEnd,
                    groupEnd.isDistributed() ? xid : null,
                    null,
                    LittleEndian.uint32(event, 0),
                    null,
                    null,
                    null,
                    new SourceServer(family(), serverId, uuid, format));
            int size = events.stream().mapToInt(SourceBinlog::sizeOf).sum() + 100;
            records.add(new LoggedRecord(2L * number, size, new RelayRecord(header, events)));
            events.clear();
            maps.clear();
            inTransaction = false;
            gtid = null;
            begin = end;
        }

        private Family family() {
            return server.engine() == Engine.MYSQL ? Family.MYSQL : Family.MARIADB;
        }
    }

    private static int sizeOf(RelayEvent event) {
        return event instanceof RelayEvent.Rows rows ? rows.bytes().length : 50;
    }

    private static Table tableOf(byte[] tableMap) {
        int at = 19 + 8;
        int databaseLength = tableMap[at] & 0xff;
        String database = new String(tableMap, at + 1, databaseLength, StandardCharsets.UTF_8);
        at += databaseLength + 2;
        String name = new String(tableMap, at + 1, tableMap[at] & 0xff, StandardCharsets.UTF_8);
        return new Table(database, name, List.of());
    }
}
