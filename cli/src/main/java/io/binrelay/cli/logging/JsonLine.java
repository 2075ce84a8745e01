package io.binrelay.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object: {@code time} (ISO 8601, UTC), {@code level}, {@code logger}, {@code message}, the event's own fields
 * ({@code channel}, {@code gtid}, {@code file}, {@code pos}, {@code topic}, {@code offset} ... where known), and
 * {@code exception} with the stack trace.
 */
final class JsonLine implements LineFormat {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> OWN_NAMES = Set.of("time", "level", "logger", "thread", "message", "exception");

    @Override
    public String line(ILoggingEvent event) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", event.getInstant().toString());
            json.writeStringField("level", event.getLevel().toString());
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("thread", event.getThreadName());
            json.writeStringField("message", event.getFormattedMessage());
            for (Map.Entry<String, Object> field : EventFields.of(event).entrySet()) {
                writeField(json, field.getKey(), field.getValue());
            }
            @Nullable IThrowableProxy failure = event.getThrowableProxy();
            if (failure != null) {
                json.writeStringField("exception", ThrowableProxyUtil.asString(failure));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return line.append('\n').toString();
    }

    private static void writeField(JsonGenerator json, String name, Object value) throws IOException {
        // An object must not have a name twice: readers differ in which of the two they take.
        json.writeFieldName(OWN_NAMES.contains(name) ? "field." + name : name);
        if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
            return;
        }
        json.writeString(value.toString());
    }
}
