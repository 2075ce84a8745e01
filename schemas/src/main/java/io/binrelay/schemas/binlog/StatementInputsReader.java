package io.binrelay.schemas.binlog;

import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the events in front of a statement that say what it depends on (trap 10): INTVAR (a kind, 1 byte, and a value
 * of 8), RAND (two seeds of 8) and USER_VAR (name with a length of 4; 1 for NULL; kind of value 1, collation 4, value
 * with a length of 4, flags 1 for numbers). For one thread.
 *
 * <p>A server may write them more than once for a statement, in front of each block of a file that LOAD DATA read: the
 * last word counts. Source: MySQL {@code sql/log_event.cc} (Intvar_log_event, Rand_log_event, User_var_log_event),
 * {@code sql/binlog.cc} (MYSQL_BIN_LOG::write_event), MariaDB {@code sql/log_event.cc}.
 */
public final class StatementInputsReader {
    private static final int LAST_INSERT_ID = 1;
    private static final int INSERT_ID = 2;
    private static final int UNSIGNED = 1;

    private final Map<String, UserVariable> variables = new LinkedHashMap<>();
    private @Nullable Long lastInsertId;
    private @Nullable Long insertId;
    private @Nullable Long randomSeed1;
    private @Nullable Long randomSeed2;
    private boolean empty = true;

    /**
     * Takes an event of one of the three types.
     *
     * @throws MalformedEventException when the bytes contradict the format
     * @throws UnsupportedEventException when it says something that this version cannot repeat
     */
    public void take(BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        switch (event.type()) {
            case EventType.INTVAR -> integer(reader);
            case EventType.RAND -> {
                randomSeed1 = reader.int64("first seed");
                randomSeed2 = reader.int64("second seed");
            }
            case EventType.USER_VAR -> {
                UserVariable variable = userVariable(reader);
                variables.put(variable.name(), variable);
            }
            default -> throw new IllegalArgumentException("event type " + event.type() + " is no statement's input");
        }
        empty = false;
    }

    /** Whether nothing was taken since the last {@link #finish}. */
    public boolean isEmpty() {
        return empty;
    }

    /** What was taken, which is forgotten. */
    public StatementInputs finish() {
        if (empty) {
            return StatementInputs.NONE;
        }
        StatementInputs inputs =
                new StatementInputs(lastInsertId, insertId, randomSeed1, randomSeed2, List.copyOf(variables.values()));
        clear();
        return inputs;
    }

    /** Forgets what was taken. */
    public void clear() {
        variables.clear();
        lastInsertId = null;
        insertId = null;
        randomSeed1 = null;
        randomSeed2 = null;
        empty = true;
    }

    private void integer(EventReader reader) {
        int kind = reader.uint8("kind of INTVAR");
        long value = reader.int64("value of INTVAR");
        switch (kind) {
            case LAST_INSERT_ID -> lastInsertId = value;
            case INSERT_ID -> insertId = value;
            default -> throw reader.malformed("kind of INTVAR", "it is " + kind);
        }
    }

    private static UserVariable userVariable(EventReader reader) {
        String name = reader.text(length(reader, "name length"), "name");
        if (reader.uint8("whether the value is NULL") != 0) {
            return new UserVariable(name, UserVariable.Type.STRING, false, Collations.BINARY, null);
        }
        UserVariable.Type type = type(reader.uint8("type of value"), reader);
        int collation = (int) reader.uint32("collation");
        byte[] value = reader.bytes(length(reader, "value length"), "value");
        boolean unsigned = reader.hasRemaining() && (reader.uint8("flags") & UNSIGNED) != 0;
        if (reader.hasRemaining()) {
            // MariaDB names data types there that a string with a collation does not stand for.
            throw new UnsupportedEventException(
                    EventType.USER_VAR,
                    "the user variable has a value of a data type that cannot be given to a variable again",
                    "Avoid such variables in statements that change rows, or set binlog_format=ROW on the source");
        }
        return new UserVariable(name, type, unsigned, collation, value);
    }

    private static UserVariable.Type type(int code, EventReader reader) {
        return switch (code) {
            case 0 -> UserVariable.Type.STRING;
            case 1 -> UserVariable.Type.REAL;
            case 2 -> UserVariable.Type.INTEGER;
            case 4 -> UserVariable.Type.DECIMAL;
            default -> throw reader.malformed("type of value", "it is " + code);
        };
    }

    private static int length(EventReader reader, String field) {
        long length = reader.uint32(field);
        if (length > reader.remaining()) {
            throw reader.malformed(field, "it is " + length + ", " + reader.remaining() + " bytes are left");
        }
        return (int) length;
    }
}
