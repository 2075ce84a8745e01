package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceRole;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The service whose HTTP server it is.
 *
 * @param configuration as it was started with
 * @param sources where that comes from
 * @param changed what operators have changed since, by key, at the moment of the call
 */
public record ServedService(
        ServiceId id, Configuration configuration, ConfigSources sources, Supplier<Map<String, String>> changed) {
    public ServedService {
        requireNonNull(id, "id is null");
        requireNonNull(configuration, "configuration is null");
        requireNonNull(sources, "sources is null");
        requireNonNull(changed, "changed is null");
    }

    String channel() {
        return id.channel();
    }

    KafkaSettings kafka() {
        return KafkaSettings.of(configuration);
    }

    boolean isApplier() {
        return id.role() == ServiceRole.APPLIER;
    }

    /** With what operators have changed. */
    ConfigSources current() {
        return sources.withOrdered(changed.get());
    }

    /** What the verbs make of it that are given its configuration file. */
    Endpoints endpoints() {
        return Endpoints.load(origin(), sources);
    }

    /** The same with what operators have changed. */
    Endpoints currentEndpoints() {
        return Endpoints.load(origin(), current());
    }

    private String origin() {
        return sources.file() == null ? "the command line" : sources.file().toString();
    }
}
