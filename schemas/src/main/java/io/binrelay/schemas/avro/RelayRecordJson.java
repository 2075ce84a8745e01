package io.binrelay.schemas.avro;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.binlog.EventType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Relay records as JSON for people: column values by name, no bytes of MySQL's. Reads with Avro's own reader and
 * nothing but the schema, as any other program would.
 *
 * <pre>
 * {"kind":"transaction","sequence":42,"attempt":0,"fragment":0,"last":true,"gtid":"3e11…:23",
 *  "file":"binlog.000007","pos":157,"endFile":"binlog.000007","endPos":911,"groupEnd":"xid",
 *  "timestamp":"2026-01-02T03:04:05Z","committed":"2026-01-02T03:04:05.123456Z","serverId":1,
 *  "events":[{"insert":"shop.orders","rows":[{"id":1,"price":"9.90"}]},
 *            {"update":"shop.orders","rows":[{"before":{…},"after":{…}}]},
 *            {"delete":"shop.orders","rows":[{…}]},
 *            {"opaque":"shop.docs","type":"PARTIAL_UPDATE_ROWS","base64":"…"},
 *            {"annotation":"INSERT …"},
 *            {"statement":"ALTER TABLE …","database":"shop","context":{"sqlMode":0,…}}]}
 * </pre>
 *
 * <p>A row has the columns its image has. Values: see {@link CellJson}. Not thread-safe.
 */
public final class RelayRecordJson {
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(RelaySchema.SCHEMA);
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final CellJson cells = new CellJson();

    /**
     * The record in {@code bytes}, Avro single-object encoding.
     *
     * @throws IllegalArgumentException when the bytes are no relay record of this version's schema
     */
    public ObjectNode toJson(byte[] bytes) {
        RelaySchema.checkMarker(bytes);
        int length = bytes.length - RelaySchema.MARKER_LENGTH;
        try {
            GenericRecord record = reader.read(
                    null, DecoderFactory.get().binaryDecoder(bytes, RelaySchema.MARKER_LENGTH, length, null));
            return record(record);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("a relay record of " + bytes.length + " bytes is damaged: " + e, e);
        }
    }

    private ObjectNode record(GenericRecord record) {
        ObjectNode json = nodes.objectNode();
        GenericRecord begin = (GenericRecord) record.get("begin");
        GenericRecord end = (GenericRecord) record.get("end");
        json.put("kind", lower(record.get("kind")));
        json.put("sequence", (Long) record.get("sequence"));
        json.put("attempt", (Integer) record.get("attempt"));
        json.put("fragment", (Integer) record.get("fragment"));
        json.put("last", (Boolean) record.get("last"));
        if (record.get("gtid") != null) {
            json.put("gtid", text(record, "gtid"));
        }
        json.put("file", text(begin, "file"));
        json.put("pos", (Long) begin.get("offset"));
        json.put("endFile", text(end, "file"));
        json.put("endPos", (Long) end.get("offset"));
        json.put("groupEnd", lower(record.get("groupEnd")));
        if (record.get("xid") != null) {
            json.put("xid", text(record, "xid"));
        }
        long seconds = (Long) record.get("timestampSeconds");
        json.put("timestamp", Instant.ofEpochSecond(seconds).toString());
        putMicros(json, "committed", record.get("immediateCommitMicros"));
        putMicros(json, "originallyCommitted", record.get("originalCommitMicros"));
        json.put("serverId", (Long) ((GenericRecord) record.get("source")).get("serverId"));
        ArrayNode events = json.putArray("events");
        List<?> tables = (List<?>) record.get("tables");
        for (Object event : (List<?>) record.get("events")) {
            addEvent(events, (GenericRecord) event, tables);
        }
        return json;
    }

    private static void putMicros(ObjectNode json, String name, @Nullable Object micros) {
        if (micros != null) {
            json.put(name, Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS).toString());
        }
    }

    private void addEvent(ArrayNode events, GenericRecord event, List<?> tables) {
        switch (event.getSchema().getName()) {
            case "TableMapEvent" -> {
                // says nothing that the rows behind it do not say by name
            }
            case "RowsEvent" -> addRows(events.addObject(), event, table(event, tables));
            case "OpaqueRowsEvent" -> {
                ObjectNode json = events.addObject();
                json.put("opaque", name(table(event, tables)));
                json.put("type", EventType.name((Integer) event.get("type")));
                json.put("base64", bytes(event, "body"));
            }
            case "AnnotationEvent" -> events.addObject().put("annotation", annotation(event));
            case "StatementEvent" -> addStatement(events.addObject(), event);
            case "FileBlockEvent" -> {
                ObjectNode json = events.addObject();
                json.put("file", (Long) event.get("fileId"));
                json.put("first", (Boolean) event.get("first"));
                json.put("base64", bytes(event, "data"));
            }
            default ->
                throw new IllegalArgumentException("event " + event.getSchema().getName());
        }
    }

    private void addRows(ObjectNode json, GenericRecord event, GenericRecord table) {
        int type = (Integer) event.get("type");
        boolean update = EventType.isUpdateRows(type);
        boolean insert = type == EventType.WRITE_ROWS || type == EventType.WRITE_ROWS_V1;
        json.put(update ? "update" : insert ? "insert" : "delete", name(table));
        List<?> columns = (List<?>) table.get("columns");
        boolean[] before = present((ByteBuffer) event.get("presentBefore"), columns.size());
        boolean[] after = present((ByteBuffer) event.get("presentAfter"), columns.size());
        ArrayNode rows = json.putArray("rows");
        for (Object row : (List<?>) event.get("rows")) {
            ObjectNode target = rows.addObject();
            List<?> old = (List<?>) ((GenericRecord) row).get("before");
            List<?> now = (List<?>) ((GenericRecord) row).get("after");
            if (old != null) {
                addImage(update ? target.putObject("before") : target, old, columns, before);
            }
            if (now != null) {
                addImage(update ? target.putObject("after") : target, now, columns, after);
            }
        }
    }

    private static boolean[] present(@Nullable ByteBuffer bitmap, int count) {
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            present[i] = bitmap == null || (bitmap.get(bitmap.position() + i / 8) >> (i % 8) & 1) != 0;
        }
        return present;
    }

    private void addImage(ObjectNode target, List<?> image, List<?> columns, boolean[] present) {
        int cell = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (present[i]) {
                GenericRecord column = (GenericRecord) columns.get(i);
                GenericRecord value = (GenericRecord) image.get(cell++);
                target.set(text(column, "name"), cells.value(value.get("value"), text(column, "type")));
            }
        }
    }

    private void addStatement(ObjectNode json, GenericRecord event) {
        GenericRecord context = (GenericRecord) event.get("context");
        Integer client = (Integer) context.get("characterSetClient");
        byte[] text = bytes(event, "text");
        json.put("statement", TextEncodings.readable(client == null ? null : Collations.charset(client), text));
        json.put("database", text(event, "database"));
        int errorCode = (Integer) event.get("errorCode");
        if (errorCode != 0) {
            json.put("errorCode", errorCode);
        }
        ObjectNode said = json.putObject("context");
        for (Schema.Field field : context.getSchema().getFields()) {
            Object value = context.get(field.pos());
            if (value != null) {
                said.set(field.name(), cells.value(value, ""));
            }
        }
        if (event.get("inputs") != null) {
            addInputs(json.putObject("inputs"), (GenericRecord) event.get("inputs"));
        }
        if (event.get("load") != null) {
            GenericRecord load = (GenericRecord) event.get("load");
            json.putObject("load")
                    .put("file", (Long) load.get("fileId"))
                    .put("duplicates", lower(load.get("duplicates")));
        }
    }

    private void addInputs(ObjectNode json, GenericRecord inputs) {
        for (String name : List.of("lastInsertId", "insertId", "randomSeed1", "randomSeed2")) {
            if (inputs.get(name) != null) {
                json.put(name, new BigInteger(Long.toUnsignedString((Long) inputs.get(name))));
            }
        }
        for (Object item : (List<?>) inputs.get("userVariables")) {
            GenericRecord variable = (GenericRecord) item;
            ObjectNode node = json.withObjectProperty("userVariables").putObject(text(variable, "name"));
            node.put("type", lower(variable.get("type")));
            ByteBuffer value = (ByteBuffer) variable.get("value");
            if (value == null) {
                node.putNull("value");
            } else if (lower(variable.get("type")).equals("string")) {
                String charset = Collations.charset((Integer) variable.get("collation"));
                node.put("value", TextEncodings.readable(charset, CellJson.bytes(value)));
            } else {
                node.put("base64", CellJson.bytes(value));
            }
        }
    }

    /** ROWS_QUERY has a byte in front of the text, a length that is cut off at 255 and says nothing. */
    private static String annotation(GenericRecord event) {
        byte[] body = bytes(event, "body");
        int start = (Integer) event.get("type") == EventType.ROWS_QUERY ? Math.min(1, body.length) : 0;
        return new String(Arrays.copyOfRange(body, start, body.length), StandardCharsets.UTF_8);
    }

    private static GenericRecord table(GenericRecord event, List<?> tables) {
        return (GenericRecord) tables.get((Integer) event.get("table"));
    }

    private static String name(GenericRecord table) {
        return text(table, "database") + "." + text(table, "name");
    }

    private static String text(GenericRecord record, String field) {
        return record.get(field).toString();
    }

    private static byte[] bytes(GenericRecord record, String field) {
        return CellJson.bytes((ByteBuffer) record.get(field));
    }

    private static String lower(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }
}
