package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
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
     * Refuses parameters that are not meant: a misspelt one must not pass for one that was left out.
     *
     * @param names all there may be
     * @throws HttpProblem (400) there is another one
     */
    public void allow(String... names) {
        refuse(new TreeSet<>(query.keySet()), "parameter", names);
    }

    /**
     * The body as a JSON object without other fields than these; an empty one when there is no body.
     *
     * @throws HttpProblem (400) it is none, or has another field
     */
    public ObjectNode object(String... fields) {
        ObjectNode body = json();
        Set<String> given = new TreeSet<>();
        body.fieldNames().forEachRemaining(given::add);
        refuse(given, "field", fields);
        return body;
    }

    private static void refuse(Set<String> given, String what, String... allowed) {
        given.removeAll(Set.of(allowed));
        if (!given.isEmpty()) {
            throw new HttpProblem(
                    400,
                    "There is no " + what + " " + String.join(", ", given) + " here; "
                            + (allowed.length == 0
                                    ? "there are none."
                                    : "there are " + String.join(", ", allowed) + "."));
        }
    }

    /**
     * Makes something of what was sent.
     *
     * @throws HttpProblem (400) where it is refused with an {@link IllegalArgumentException}, in the same words
     */
    static <T> T checked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A parameter that must be there.
     *
     * @throws HttpProblem (400) it is not
     */
    public String required(String name) {
        return text(name).orElseThrow(() -> new HttpProblem(400, "Give the parameter " + name + "."));
    }

    /** A parameter; empty when it is not there. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /**
     * A parameter that is yes or no.
     *
     * @return false when it is not there
     * @throws HttpProblem (400) it is neither
     */
    public boolean flag(String name) {
        String text = query.getOrDefault(name, "false");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new HttpProblem(400, "Parameter " + name + "=" + text + ": true or false is allowed.");
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
