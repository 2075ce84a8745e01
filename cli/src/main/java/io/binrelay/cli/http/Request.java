package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose path and method fit a route, and that was let in.
 *
 * @param query the parameters behind the {@code ?}, decoded; of several with one name the last
 * @param body empty when there is none
 */
public record Request(Map<String, String> query, String body) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Request {
        query = Map.copyOf(query);
        requireNonNull(body, "body is null");
    }

    static Request of(@Nullable String rawQuery, byte[] body) {
        return new Request(QueryText.parse(rawQuery), new String(body, StandardCharsets.UTF_8));
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws HttpProblem (400) it is none, or out of bounds, which are both allowed
     */
    public int number(String name, int missing, int least, int most) {
        String text = query.get(name);
        if (text == null) {
            return missing;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw outOfBounds(name, text, least, most, e);
        }
        throw outOfBounds(name, text, least, most, null);
    }

    /**
     * The body as a JSON object; an empty one when there is no body.
     *
     * @throws HttpProblem (400) it is none
     */
    public ObjectNode json() {
        if (body.isBlank()) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new HttpProblem(400, "The body is no JSON: " + e.getOriginalMessage() + ".", e);
        }
        throw new HttpProblem(400, "The body must be one JSON object.");
    }

    private static HttpProblem outOfBounds(String name, String text, int least, int most, @Nullable Throwable cause) {
        return new HttpProblem(
                400,
                "Parameter " + name + "=" + text + ": a whole number from " + least + " to " + most + " is allowed.",
                cause);
    }
}
