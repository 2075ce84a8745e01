package io.binrelay.relay.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration: its name, what it may be set to and what it is for. Immutable; make one with
 * {@link #required}, {@link #optional} or {@link #withDefault}.
 *
 * <p>Whatever the key {@code x}, {@code x.file} names a file that holds its value.
 *
 * @param name in lower case with dots, e.g. {@code source.host}; with hyphens where it is the name of an option of
 *     mysqld
 * @param defaultText what it is when it is not set, as it would be written; null when there is no default
 * @param required whether it is an error that it is not set
 * @param secret whether its value must never be printed
 * @param description one sentence for people
 */
public record ConfigKey<T>(
        String name,
        ValueType<T> type,
        @Nullable String defaultText,
        boolean required,
        boolean secret,
        String description) {
    /** The ending that makes of a key the key of a file with its value. */
    public static final String FILE_SUFFIX = ".file";

    /** What the names of all environment variables of binrelay begin with. */
    public static final String ENVIRONMENT_PREFIX = "BINRELAY_";

    public ConfigKey {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(description, "description is null");
        if (defaultText != null) {
            requireNonNull(type.parser().apply(defaultText), "the default has no value");
        }
    }

    /** A key that must be set. */
    public static <T> ConfigKey<T> required(String name, ValueType<T> type, String description) {
        return new ConfigKey<>(name, type, null, true, false, description);
    }

    /** A key that may stay unset: read it with {@link Configuration#find}. */
    public static <T> ConfigKey<T> optional(String name, ValueType<T> type, String description) {
        return new ConfigKey<>(name, type, null, false, false, description);
    }

    /** A key with a default, given as it would be written in a file. */
    public static <T> ConfigKey<T> withDefault(String name, ValueType<T> type, String defaultText, String description) {
        return new ConfigKey<>(
                name, type, requireNonNull(defaultText, "defaultText is null"), false, false, description);
    }

    /** The same key, its value never printed. */
    public ConfigKey<T> asSecret() {
        return new ConfigKey<>(name, type, defaultText, required, true, description);
    }

    /** The same key, not required: for a verb that does with what it is given. */
    public ConfigKey<T> asOptional() {
        return new ConfigKey<>(name, type, defaultText, false, secret, description);
    }

    /** The environment variable that sets this key: {@code source.host} is {@code BINRELAY_SOURCE_HOST}. */
    public String environmentName() {
        return environmentName(name);
    }

    static String environmentName(String keyName) {
        return ENVIRONMENT_PREFIX + keyName.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
