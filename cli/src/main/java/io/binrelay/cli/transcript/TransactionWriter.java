package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Writes transactions, one JSON object a line, as their records come: a large transaction is never held in memory. What
 * is only known at its end ({@code endFile}, {@code endPos}, {@code groupEnd}, {@code fragments}) stands behind its
 * events. Not thread-safe.
 */
final class TransactionWriter implements AutoCloseable {
    private static final Set<String> ONLY_OF_A_FRAGMENT = Set.of("kind", "attempt", "fragment", "last", "events");
    private static final Set<String> KNOWN_AT_THE_END = Set.of("endFile", "endPos", "groupEnd");

    private final JsonGenerator json;

    TransactionWriter(Writer out) {
        try {
            json = new JsonFactory(new ObjectMapper()).createGenerator(requireNonNull(out, "out is null"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot write JSON", e);
        }
        json.setRootValueSeparator(null);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    }

    /** Whether a transaction was begun and not ended. */
    boolean isOpen() {
        return !json.getOutputContext().inRoot();
    }

    /**
     * Writes a record; heartbeats are left out.
     *
     * @param offset of the record in the topic
     * @param record as {@code RelayRecordJson} makes it
     */
    void write(long offset, RecordHeader header, ObjectNode record) throws IOException {
        if (header.kind() == RecordKind.HEARTBEAT) {
            return;
        }
        if (header.fragment() == 0) {
            begin(offset, record);
        }
        for (JsonNode event : record.withArray("events")) {
            json.writeObject(event);
        }
        if (header.last()) {
            end(header, record);
        }
    }

    private void begin(long offset, ObjectNode record) throws IOException {
        json.writeStartObject();
        json.writeNumberField("offset", offset);
        writeFields(record, false);
        json.writeArrayFieldStart("events");
    }

    private void end(RecordHeader header, ObjectNode record) throws IOException {
        json.writeEndArray();
        writeFields(record, true);
        if (header.fragment() > 0) {
            json.writeNumberField("fragments", header.fragment() + 1);
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void writeFields(ObjectNode record, boolean atTheEnd) throws IOException {
        Iterator<Map.Entry<String, JsonNode>> fields = record.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (KNOWN_AT_THE_END.contains(field.getKey()) == atTheEnd && !ONLY_OF_A_FRAGMENT.contains(field.getKey())) {
                json.writeObjectField(field.getKey(), field.getValue());
            }
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
