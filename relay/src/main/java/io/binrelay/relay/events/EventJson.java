package io.binrelay.relay.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events as flat JSON objects: {@code kind}, {@code time}, {@code service}, {@code host}, {@code pid}, {@code state},
 * {@code position} ({@code FILE:POS} or null), {@code gtid}, {@code transaction}, {@code offset}, and of an error
 * {@code code}, {@code errno}, {@code message}, {@code first_time}, {@code times}. What a newer binrelay adds is
 * ignored. Thread-safe.
 */
final class EventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EventJson() {}

    static byte[] write(ServiceEvent event) {
        ObjectNode json = MAPPER.createObjectNode();
        Progress progress = event.progress();
        json.put("kind", word(event.kind()))
                .put("time", Instant.ofEpochMilli(event.atMillis()).toString())
                .put("service", event.service())
                .put("host", event.host())
                .put("pid", event.pid())
                .put("state", word(event.state()))
                .put(
                        "position",
                        progress.position() == null ? null : progress.position().toString())
                .put("gtid", progress.gtid())
                .put("transaction", progress.sequence())
                .put("offset", progress.offset());
        Failure error = event.error();
        if (error != null) {
            json.put("code", error.code().name())
                    .put("errno", error.errno())
                    .put("message", error.message())
                    .put("first_time", Instant.ofEpochMilli(error.atMillis()).toString())
                    .put("times", error.times());
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event cannot be written as JSON", e);
        }
    }

    /** @throws IOException it is no event of a kind that is known here */
    static ServiceEvent read(byte[] bytes) throws IOException {
        JsonNode json = MAPPER.readTree(bytes);
        try {
            EventKind kind = EventKind.valueOf(constant(json, "kind"));
            return new ServiceEvent(
                    kind,
                    millis(json, "time"),
                    json.required("service").textValue(),
                    json.required("host").textValue(),
                    json.required("pid").longValue(),
                    ServiceState.valueOf(constant(json, "state")),
                    progress(json),
                    kind == EventKind.STATE ? null : error(json));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IOException("no event: " + e.getMessage(), e);
        }
    }

    private static Progress progress(JsonNode json) {
        String position = text(json, "position");
        return new Progress(
                position == null ? null : FilePosition.parse(position),
                text(json, "gtid"),
                json.required("transaction").longValue(),
                json.required("offset").longValue(),
                0,
                0,
                0);
    }

    private static Failure error(JsonNode json) {
        return new Failure(
                ErrorCode.valueOf(json.required("code").asText()),
                json.required("errno").intValue(),
                json.required("message").asText(),
                millis(json, "first_time"),
                json.required("times").longValue());
    }

    private static long millis(JsonNode json, String field) {
        return Instant.parse(json.required(field).asText()).toEpochMilli();
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.required(field).textValue();
    }

    private static String constant(JsonNode json, String field) {
        return json.required(field).asText().toUpperCase(Locale.ROOT);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
