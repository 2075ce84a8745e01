package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a service's HTTP server listens and what it allows. Prints no secret.
 *
 * @param address host name or address of an interface of this machine
 * @param port 0 for any that is free
 * @param token what requests that change something must bring along; empty: none is allowed
 * @param liveLimit how long a round of the service's work may last before the service counts as hanging
 */
public record HttpSettings(String address, int port, Optional<String> token, Duration liveLimit) {
    public HttpSettings {
        requireNonNull(address, "address is null");
        requireNonNull(token, "token is null");
        requireNonNull(liveLimit, "liveLimit is null");
    }

    /** Those of a service's configuration; empty when it shall have no server. */
    public static Optional<HttpSettings> of(Configuration configuration) {
        return configuration.get(CommonKeys.HTTP_PORT).stream()
                .mapToObj(port -> new HttpSettings(
                        configuration.get(CommonKeys.HTTP_ADDRESS),
                        port,
                        configuration.find(CommonKeys.HTTP_TOKEN),
                        Duration.ofSeconds(configuration.get(CommonKeys.HTTP_LIVE_SECONDS))))
                .findFirst();
    }

    @Override
    public String toString() {
        return "http " + address + ":" + port + (token.isPresent() ? ", with a token" : "");
    }
}
