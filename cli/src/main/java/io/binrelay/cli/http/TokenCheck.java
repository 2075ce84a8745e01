package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request may change something, or see what is not for everybody (RFC 6750: {@code Authorization: Bearer
 * TOKEN}). Immutable.
 */
final class TokenCheck {
    private static final String SCHEME = "bearer ";

    private final Optional<String> token;

    /** @param token empty: nobody may */
    TokenCheck(Optional<String> token) {
        this.token = requireNonNull(token, "token is null");
    }

    /**
     * Lets the request pass, or not.
     *
     * @param authorization the header, null when there is none
     * @throws HttpProblem (401) it brings no token; (403) it brings a wrong one, or none would be right
     */
    void require(@Nullable String authorization) {
        if (token.isEmpty()) {
            throw new HttpProblem(
                    403,
                    "Nobody may do this over HTTP while the service has no token: set http.token (or http.token.file) and start it"
                            + " anew.");
        }
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new HttpProblem(
                    401, "This takes the token: send the header Authorization: Bearer TOKEN, with http.token.");
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        // Takes as long however much of it is right, so that nobody finds the token out a letter at a time.
        if (!MessageDigest.isEqual(given, token.get().getBytes(StandardCharsets.UTF_8))) {
            throw new HttpProblem(403, "The token is not the one of this service (http.token).");
        }
    }
}
