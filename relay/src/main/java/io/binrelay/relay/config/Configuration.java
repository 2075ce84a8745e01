package io.binrelay.relay.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A service's configuration, whole and checked. Immutable.
 *
 * <p>Five layers, the first that sets a key counts: an operator's order to change it, {@code --set key=value},
 * environment variable ({@code BINRELAY_SOURCE_HOST} is {@code source.host}), file, default.
 */
public final class Configuration {
    /** Environment variables that are no keys. */
    public static final Set<String> RESERVED_VARIABLES = Set.of(
            "BINRELAY_HOME",
            "BINRELAY_CONFIG",
            "BINRELAY_JAVA",
            "BINRELAY_JAVA_OPTS",
            "BINRELAY_LOG_LEVEL",
            "BINRELAY_LOG_FORMAT");

    static final String MASK = "****";

    /** Names of Kafka's settings that hold secrets. */
    private static final Pattern SECRET_NAMES =
            Pattern.compile(".*(password|secret|token|jaas|keystore\\.key|credential).*");

    private final KeyCatalogue catalogue;
    private final Map<String, Object> values;
    private final Map<String, Setting> settings;

    Configuration(KeyCatalogue catalogue, Map<String, Object> values, Map<String, Setting> settings) {
        this.catalogue = catalogue;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * Reads and checks all keys.
     *
     * @throws io.binrelay.relay.service.BinrelayException (CONFIGURATION) with every problem there is: each names the
     *     key, where its value comes from, and what is allowed
     */
    public static Configuration load(KeyCatalogue catalogue, ConfigSources sources) {
        return new ConfigReader(requireNonNull(catalogue, "catalogue is null")).read(sources);
    }

    /**
     * The value of a key that is required or has a default.
     *
     * @throws IllegalArgumentException the key may be unset (see {@link #find}) or is not in the catalogue
     */
    public <T> T get(ConfigKey<T> key) {
        if (!key.required() && key.defaultText() == null) {
            throw new IllegalArgumentException(key.name() + " may be unset");
        }
        return find(key).orElseThrow();
    }

    /** The value of a key; empty when it is neither set nor has a default. */
    @SuppressWarnings("unchecked") // the value was made by this key's own parser: names are unique in a catalogue
    public <T> Optional<T> find(ConfigKey<T> key) {
        if (catalogue.find(key.name()).filter(key::equals).isEmpty()) {
            throw new IllegalArgumentException(key.name() + " is no key of " + catalogue.service());
        }
        return Optional.ofNullable((T) values.get(key.name()));
    }

    /**
     * Settings that pass through to Kafka's clients, by their names there: {@code linger.ms} for
     * {@code producer.linger.ms}.
     *
     * @param prefix one of {@link KeyCatalogue#PREFIXES}
     */
    public Map<String, String> passedThrough(String prefix) {
        if (!KeyCatalogue.PREFIXES.contains(prefix)) {
            throw new IllegalArgumentException(prefix + " is none of " + KeyCatalogue.PREFIXES);
        }
        Map<String, String> found = new TreeMap<>();
        settings.forEach((name, setting) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), setting.value().strip());
            }
        });
        return found;
    }

    /** Where a key's value comes from, for messages: {@code line 3 of capture.properties}, {@code default}. */
    public String origin(ConfigKey<?> key) {
        Setting setting = settings.get(key.name());
        return setting == null ? "default" : setting.origin();
    }

    /** One line per key that is set or has a default, with its origin; secrets masked. For logs. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (ConfigKey<?> key : catalogue.keys()) {
            if (values.containsKey(key.name())) {
                Setting setting = settings.get(key.name());
                String value = setting == null
                        ? String.valueOf(key.defaultText())
                        : setting.value().strip();
                append(text, key.name(), key.secret() ? MASK : value, origin(key));
            }
        }
        settings.forEach((name, setting) -> {
            if (catalogue.find(name).isEmpty()) {
                boolean secret =
                        SECRET_NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches();
                append(text, name, secret ? MASK : setting.value().strip(), setting.origin());
            }
        });
        return text.toString();
    }

    /** The same as {@link #describe}: never a secret. */
    @Override
    public String toString() {
        return describe();
    }

    private static void append(StringBuilder text, String name, String value, String origin) {
        text.append(name)
                .append(" = ")
                .append(value)
                .append("  (")
                .append(origin)
                .append(")\n");
    }
}
