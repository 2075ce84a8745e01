package io.binrelay.schemas.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Base64;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * The values of Cell records as JSON:
 *
 * <ul>
 *   <li>integers, FLOAT, DOUBLE, BIT, YEAR: numbers; NaN and infinities, which no server stores, as strings
 *   <li>DECIMAL: a string with all digits
 *   <li>DATE, TIME, DATETIME: strings as MySQL prints them, with the column's digits of the second's fraction;
 *       TIMESTAMP likewise in UTC with {@code +00:00} behind, so that MySQL reads it back
 *   <li>text: a string; bytes: {@code {"base64":"…"}}
 *   <li>ENUM: the label, or the number where the label is not known or there is none; SET: the labels joined with
 *       commas, or the bits as a number
 *   <li>JSON: the document itself, with exact numbers; {@code {"base64":"…"}} of a document that cannot be read
 *   <li>geometry: {@code {"srid":4326,"base64":"…"}}, WKB
 * </ul>
 */
final class CellJson {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * A union's value as the generic reader gives it.
     *
     * @param type the column's type, for its digits of a fraction
     */
    JsonNode value(@Nullable Object value, String type) {
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof Long number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Float number) {
            return Float.isFinite(number) ? nodes.numberNode(number) : nodes.textNode(number.toString());
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? nodes.numberNode(number) : nodes.textNode(number.toString());
        }
        if (value instanceof ByteBuffer bytes) {
            return base64(bytes);
        }
        if (value instanceof GenericRecord branch) {
            return branch(branch, type);
        }
        return nodes.textNode(value.toString());
    }

    private JsonNode branch(GenericRecord branch, String type) {
        return switch (branch.getSchema().getName()) {
            case "UnsignedLong" ->
                nodes.numberNode(new BigInteger(branch.get("value").toString()));
            case "Decimal" -> text(branch.get("value"));
            case "Date" -> text(LocalDate.ofEpochDay((Integer) branch.get("value")));
            case "Time" -> text(time((Long) branch.get("micros"), digits(type)));
            case "DateTime" -> text(dateTime((Long) branch.get("value"), digits(type)));
            case "Timestamp" -> text(dateTime((Long) branch.get("value"), digits(type)) + "+00:00");
            case "UncommonTemporal" -> text(branch.get("text"));
            case "EnumValue" -> labelled(branch.get("label"), (Integer) branch.get("index"));
            case "SetValue" -> labelled(branch.get("labels"), (Long) branch.get("bits"));
            case "Json" -> document(branch);
            case "Geometry" -> {
                ObjectNode geometry = base64((ByteBuffer) branch.get("wkb"));
                yield nodes.objectNode().put("srid", (Long) branch.get("srid")).setAll(geometry);
            }
            default ->
                throw new IllegalArgumentException(
                        "value of type " + branch.getSchema().getName());
        };
    }

    private JsonNode text(Object value) {
        return nodes.textNode(value.toString());
    }

    private JsonNode labelled(@Nullable Object label, long number) {
        return label == null ? nodes.numberNode(number) : text(label);
    }

    private ObjectNode base64(ByteBuffer bytes) {
        return nodes.objectNode().put("base64", Base64.getEncoder().encodeToString(bytes(bytes)));
    }

    private JsonNode document(GenericRecord json) {
        String text = json.get("text").toString();
        if (text.isEmpty()) {
            return base64((ByteBuffer) json.get("binary"));
        }
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the text of a JSON document is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The digits behind the second: {@code datetime(3)} has 3. */
    private static int digits(String type) {
        int open = type.lastIndexOf('(');
        return open < 0 ? 0 : Integer.parseInt(type.substring(open + 1, type.length() - 1));
    }

    private static String dateTime(long micros, int digits) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        return day + " " + clock(Math.floorMod(micros, MICROS_PER_DAY), digits);
    }

    private static String time(long micros, int digits) {
        return (micros < 0 ? "-" : "") + clock(Math.abs(micros), digits);
    }

    private static String clock(long micros, int digits) {
        long seconds = micros / 1_000_000;
        String whole = String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        String fraction = String.format("%06d", micros % 1_000_000);
        return digits == 0 ? whole : whole + "." + fraction.substring(0, digits);
    }
}
