package io.binrelay.applier;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a binary log that say on what the statement behind them depends, read in a simple way for tests. */
final class SourceInputs {
    static final int APPEND_BLOCK = 9;
    private static final int HEADER = 19;
    private static final int QUERY_HEADER = 13;
    private static final int LOAD_HEADER = 13;

    private @Nullable Long lastInsertId;
    private @Nullable Long insertId;
    private @Nullable Long seed1;
    private @Nullable Long seed2;
    private final List<UserVariable> variables = new ArrayList<>();

    /** Takes an INTVAR, RAND or USER_VAR event. */
    boolean take(int type, byte[] event) {
        if (type == EventType.INTVAR && event[HEADER] == 1) {
            lastInsertId = LittleEndian.int64(event, HEADER + 1);
        } else if (type == EventType.INTVAR) {
            insertId = LittleEndian.int64(event, HEADER + 1);
        } else if (type == EventType.RAND) {
            seed1 = LittleEndian.int64(event, HEADER);
            seed2 = LittleEndian.int64(event, HEADER + 8);
        } else if (type == EventType.USER_VAR) {
            variables.add(variable(event));
        } else {
            return false;
        }
        return true;
    }

    private static UserVariable variable(byte[] event) {
        int length = (int) LittleEndian.uint32(event, HEADER);
        String name = new String(event, HEADER + 4, length, StandardCharsets.UTF_8);
        int at = HEADER + 4 + length;
        if (event[at] != 0) {
            return UserVariable.ofNull(name);
        }
        UserVariable.Type type = switch (event[at + 1]) {
            case 0 -> UserVariable.Type.STRING;
            case 1 -> UserVariable.Type.REAL;
            case 2 -> UserVariable.Type.INTEGER;
            case 4 -> UserVariable.Type.DECIMAL;
            default -> throw new IllegalArgumentException("type " + event[at + 1]);
        };
        int collation = (int) LittleEndian.uint32(event, at + 2);
        int size = (int) LittleEndian.uint32(event, at + 6);
        byte[] value = Arrays.copyOfRange(event, at + 10, at + 10 + size);
        boolean unsigned = at + 10 + size < event.length && (event[at + 10 + size] & 1) != 0;
        return new UserVariable(name, type, unsigned, collation, value);
    }

    /** The statement with what was taken before it, which is forgotten then. */
    Statement complete(Statement plain, @Nullable LoadedFile load) {
        StatementInputs inputs = new StatementInputs(lastInsertId, insertId, seed1, seed2, variables);
        lastInsertId = null;
        insertId = null;
        seed1 = null;
        seed2 = null;
        variables.clear();
        return new Statement(
                plain.timestampSeconds(),
                plain.serverId(),
                plain.headerFlags(),
                plain.endPosition(),
                plain.database(),
                plain.text(),
                plain.threadId(),
                plain.errorCode(),
                plain.context(),
                inputs,
                load);
    }

    /** A BEGIN_LOAD_QUERY or APPEND_BLOCK event. */
    static RelayEvent block(int type, byte[] event) {
        return new RelayEvent.FileBlock(
                LittleEndian.uint32(event, HEADER),
                type == EventType.BEGIN_LOAD_QUERY,
                Arrays.copyOfRange(event, HEADER + 4, event.length));
    }

    /** An EXECUTE_LOAD_QUERY event: a QUERY event with a longer header. */
    Statement load(byte[] event, String file, int end) {
        byte[] query = new byte[event.length - LOAD_HEADER];
        System.arraycopy(event, 0, query, 0, HEADER + QUERY_HEADER);
        int rest = HEADER + QUERY_HEADER + LOAD_HEADER;
        System.arraycopy(event, rest, query, HEADER + QUERY_HEADER, event.length - rest);
        query[4] = EventType.QUERY;
        LittleEndian.putInt32(query, 9, query.length);
        int at = HEADER + QUERY_HEADER;
        LoadedFile load = new LoadedFile(
                LittleEndian.uint32(event, at),
                (int) LittleEndian.uint32(event, at + 4),
                (int) LittleEndian.uint32(event, at + 8),
                List.of(LoadedFile.Duplicates.values()).get(event[at + 12]));
        return complete(QueryEvent.parse(new BinlogEvent(file, end, query)), load);
    }

    /** The xid of an XA_PREPARE event. */
    static String xid(byte[] event) {
        int at = HEADER + 1;
        int format = (int) LittleEndian.uint32(event, at);
        int global = (int) LittleEndian.uint32(event, at + 4);
        int branch = (int) LittleEndian.uint32(event, at + 8);
        HexFormat hex = HexFormat.of();
        return "X'" + hex.formatHex(event, at + 12, at + 12 + global) + "',X'"
                + hex.formatHex(event, at + 12 + global, at + 12 + global + branch) + "'," + format;
    }

    /** Whether an XA_PREPARE event commits at once. */
    static boolean isOnePhase(byte[] event) {
        return event[HEADER] != 0;
    }
}
