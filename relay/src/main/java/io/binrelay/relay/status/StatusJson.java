package io.binrelay.relay.status;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;

/** Announcements as JSON. What a newer binrelay adds is ignored. Thread-safe. */
final class StatusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(FilePosition.class, new PositionWriter())
                    .addDeserializer(FilePosition.class, new PositionReader()))
            .build();

    private StatusJson() {}

    static byte[] write(ServiceStatus status) {
        try {
            return MAPPER.writeValueAsBytes(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A status cannot be written as JSON", e);
        }
    }

    /** @throws IOException it is no status */
    static ServiceStatus read(byte[] json) throws IOException {
        ServiceStatus status = MAPPER.readValue(json, ServiceStatus.class);
        if (status == null) {
            throw new IOException("null is no status");
        }
        return status;
    }

    /** As {@code FILE:POS}. */
    private static final class PositionWriter extends StdSerializer<FilePosition> {
        private static final long serialVersionUID = 1L;

        PositionWriter() {
            super(FilePosition.class);
        }

        @Override
        public void serialize(FilePosition position, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(position.toString());
        }
    }

    /** Of {@code FILE:POS}. */
    private static final class PositionReader extends StdDeserializer<FilePosition> {
        private static final long serialVersionUID = 1L;

        PositionReader() {
            super(FilePosition.class);
        }

        @Override
        public FilePosition deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return FilePosition.parse(json.getText());
            } catch (IllegalArgumentException e) {
                throw new IOException(e);
            }
        }
    }
}
