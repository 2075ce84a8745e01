package io.binrelay.relay.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from. What is named first wins.
 *
 * @param ordered what operators have changed while the service ran, by key
 * @param settings {@code key=value} from the command line; of two with the same key the later one counts
 * @param environment environment variables; those that do not begin with {@code BINRELAY_} are not read
 * @param file a file as {@link java.util.Properties} reads it, but in UTF-8; null for none
 */
public record ConfigSources(
        Map<String, String> ordered,
        List<String> settings,
        Map<String, String> environment,
        @Nullable Path file) {
    public ConfigSources {
        ordered = Map.copyOf(requireNonNull(ordered, "ordered is null"));
        settings = List.copyOf(settings);
        environment = Map.copyOf(requireNonNull(environment, "environment is null"));
    }

    /** The same sources without any orders. */
    public ConfigSources(List<String> settings, Map<String, String> environment, @Nullable Path file) {
        this(Map.of(), settings, environment, file);
    }

    /** File, environment of this process, and settings of its command line. */
    public static ConfigSources ofProcess(@Nullable Path file, List<String> settings) {
        return new ConfigSources(settings, System.getenv(), file);
    }

    /** Settings only. */
    public static ConfigSources ofSettings(Map<String, String> settings) {
        return new ConfigSources(
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList(),
                Map.of(),
                null);
    }

    /** The same, with what operators have changed. */
    public ConfigSources withOrdered(Map<String, String> changes) {
        return new ConfigSources(changes, settings, environment, file);
    }
}
