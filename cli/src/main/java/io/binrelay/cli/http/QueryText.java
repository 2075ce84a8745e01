package io.binrelay.cli.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the {@code ?} of an address: names and values, as HTML forms write them. */
final class QueryText {
    private QueryText() {}

    /** @throws HttpProblem (400) something in it is not encoded as it must be */
    static Map<String, String> parse(@Nullable String raw) {
        Map<String, String> parameters = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, "The query of the address is not encoded correctly: " + e.getMessage() + ".", e);
        }
    }
}
