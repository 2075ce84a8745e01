package io.binrelay.testsupport.oracle;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bodies of INTVAR, RAND and USER_VAR events by what they are about, in hexadecimal: those that a source wrote, and
 * those it would have to write for what a relay log holds. Where a source said it twice, the last word counts.
 */
final class InputBodies {
    private static final HexFormat HEX = HexFormat.of();

    private InputBodies() {}

    static Map<String, String> of(List<BinlogEvent> events) {
        Map<String, String> bodies = new TreeMap<>();
        for (BinlogEvent event : events) {
            byte[] body = Arrays.copyOfRange(event.bytes(), BinlogEvent.HEADER_LENGTH, event.bytes().length);
            String about = switch (event.type()) {
                case EventType.INTVAR -> "kind " + body[0];
                case EventType.RAND -> "seeds";
                default -> "@" + new String(body, 4, body[0], StandardCharsets.UTF_8);
            };
            bodies.put(about, HEX.formatHex(body));
        }
        return bodies;
    }

    static Map<String, String> of(StatementInputs inputs) {
        Map<String, String> bodies = new TreeMap<>();
        if (inputs.lastInsertId() != null) {
            bodies.put("kind 1", "01" + number(inputs.lastInsertId()));
        }
        if (inputs.insertId() != null) {
            bodies.put("kind 2", "02" + number(inputs.insertId()));
        }
        if (inputs.randomSeed1() != null && inputs.randomSeed2() != null) {
            bodies.put("seeds", number(inputs.randomSeed1()) + number(inputs.randomSeed2()));
        }
        for (UserVariable variable : inputs.userVariables()) {
            bodies.put("@" + variable.name(), body(variable));
        }
        return bodies;
    }

    private static String body(UserVariable variable) {
        byte[] name = variable.name().getBytes(StandardCharsets.UTF_8);
        String named = length(name.length) + HEX.formatHex(name);
        byte[] value = variable.value();
        if (value == null) {
            return named + "01";
        }
        String type = switch (variable.type()) {
            case STRING -> "00";
            case REAL -> "01";
            case INTEGER -> "02";
            case DECIMAL -> "04";
        };
        String flags = variable.type() == UserVariable.Type.INTEGER ? (variable.unsigned() ? "01" : "00") : "";
        return named + "00" + type + length(variable.collation()) + length(value.length) + HEX.formatHex(value) + flags;
    }

    private static String number(long value) {
        return HEX.formatHex(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private static String length(int value) {
        return HEX.formatHex(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }
}
