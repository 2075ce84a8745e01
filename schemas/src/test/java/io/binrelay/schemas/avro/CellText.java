package io.binrelay.schemas.avro;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.avro.generic.GenericRecord;

/** What any Avro reader sees in a Cell, as text: the branch's name and the value. */
final class CellText {
    private CellText() {}

    static String of(GenericRecord cell) {
        Object value = cell.get("value");
        if (value == null) {
            return "null";
        }
        if (value instanceof GenericRecord branch) {
            return branch.getSchema().getName() + " " + of(branch.getSchema().getName(), branch);
        }
        if (value instanceof Float number) {
            return "float " + Integer.toHexString(Float.floatToRawIntBits(number));
        }
        if (value instanceof Double number) {
            return "double " + Long.toHexString(Double.doubleToRawLongBits(number));
        }
        if (value instanceof ByteBuffer bytes) {
            return "bytes " + hex(bytes);
        }
        return (value instanceof Long ? "long " : "string ") + value;
    }

    private static String of(String name, GenericRecord branch) {
        return switch (name) {
            case "Date" -> LocalDate.ofEpochDay((Integer) branch.get("value")).toString();
            case "DateTime" ->
                instant(branch).atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
            case "Timestamp" -> instant(branch).toString();
            case "Time" -> branch.get("micros").toString();
            case "UncommonTemporal" -> branch.get("text").toString();
            case "EnumValue" -> branch.get("index") + suffix(branch.get("label"));
            case "SetValue" -> Long.toHexString((Long) branch.get("bits")) + suffix(branch.get("labels"));
            case "Json" -> branch.get("text").toString();
            case "Geometry" -> branch.get("srid") + " " + hex((ByteBuffer) branch.get("wkb"));
            default -> branch.get("value").toString();
        };
    }

    private static String suffix(Object label) {
        return label == null ? "" : " " + label;
    }

    private static Instant instant(GenericRecord branch) {
        return Instant.EPOCH.plus((Long) branch.get("value"), ChronoUnit.MICROS);
    }

    private static String hex(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return HexFormat.of().formatHex(array);
    }
}
