package io.binrelay.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LineEncoderTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @Test
    void json_is_one_object_on_one_line_with_the_fields_of_mdc_and_key_values() throws Exception {
        LoggingEvent event = event("first line\nsecond \"line\"", null);
        event.setMDCPropertyMap(Map.of("channel", "shop", "gtid", "from mdc"));
        event.addKeyValuePair(new KeyValuePair("gtid", "3e11fa47-71ca-11e1-9e33-c80aa9429562:23"));
        event.addKeyValuePair(new KeyValuePair("offset", 4711L));

        String line = encode(new LineEncoder(null, false), event);

        assertThat(line).endsWith("}\n");
        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("time").asText()).isEqualTo("2026-03-04T05:06:07.089Z");
        assertThat(json.get("level").asText()).isEqualTo("INFO");
        assertThat(json.get("logger").asText()).isEqualTo("io.binrelay.example");
        assertThat(json.get("message").asText()).isEqualTo("first line\nsecond \"line\"");
        assertThat(json.get("channel").asText()).isEqualTo("shop");
        assertThat(json.get("gtid").asText()).isEqualTo("3e11fa47-71ca-11e1-9e33-c80aa9429562:23");
        assertThat(json.get("offset").isIntegralNumber()).isTrue();
        assertThat(json.get("offset").asLong()).isEqualTo(4711);
        assertThat(json.has("exception")).isFalse();
    }

    @Test
    void json_holds_the_stack_trace_in_one_field() throws Exception {
        String line = encode(new LineEncoder(null, false), event("it failed", new IllegalStateException("why")));

        assertThat(new ObjectMapper().readTree(line).get("exception").asText())
                .startsWith("java.lang.IllegalStateException: why")
                .contains("at io.binrelay.cli.logging.LineEncoderTest");
    }

    @Test
    void a_field_never_takes_the_place_of_the_message() throws Exception {
        LoggingEvent event = event("the message", null);
        event.addKeyValuePair(new KeyValuePair("message", "another"));

        JsonNode json = new ObjectMapper().readTree(encode(new LineEncoder(null, false), event));

        assertThat(json.get("message").asText()).isEqualTo("the message");
        assertThat(json.get("field.message").asText()).isEqualTo("another");
    }

    @Test
    void a_terminal_gets_text() {
        LoggingEvent event = event("Applying from offset 12", null);
        event.setMDCPropertyMap(Map.of("channel", "shop"));

        assertThat(encode(new LineEncoder(null, true), event))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.089 INFO  Applying from offset 12 \\[channel=shop]\n");
    }

    @Test
    void the_environment_decides_over_the_terminal() {
        assertThat(encode(new LineEncoder("json", true), event("x", null))).startsWith("{");
        assertThat(encode(new LineEncoder("TEXT", false), event("x", null))).doesNotStartWith("{");
    }

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        LoggingEvent event = new LoggingEvent(
                LineEncoderTest.class.getName(),
                context.getLogger("io.binrelay.example"),
                Level.INFO,
                message,
                failure,
                null);
        event.setInstant(Instant.parse("2026-03-04T05:06:07.089Z"));
        return event;
    }

    private static String encode(LineEncoder encoder, LoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
