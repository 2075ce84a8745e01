package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param headers beside {@code Content-Type}
 */
public record Response(int status, String contentType, String body, Map<String, String> headers) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Response {
        requireNonNull(contentType, "contentType is null");
        requireNonNull(body, "body is null");
        headers = Map.copyOf(headers);
    }

    /** A JSON value, over several lines. */
    public static Response json(int status, JsonNode value) {
        try {
            return json(status, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }

    /** JSON that is text already. */
    public static Response json(int status, String text) {
        return new Response(status, "application/json", text + "\n", Map.of());
    }

    /** An error, as every path tells it: an object with {@code error}. */
    static Response error(int status, String message) {
        return json(status, MAPPER.createObjectNode().put("error", message));
    }

    Response with(String header, String value) {
        return new Response(status, contentType, body, Map.of(header, value));
    }
}
