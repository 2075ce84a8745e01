package io.binrelay.relay.config;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that a service knows. Immutable.
 *
 * <p>Keys below the prefixes {@link #PREFIXES} are settings of Kafka's clients and pass through, whatever they are.
 * Keys of other services may stand in a file or an environment that several services share; they are not read.
 */
public final class KeyCatalogue {
    /** What settings for Kafka's clients begin with: all of them, producers, consumers. */
    public static final List<String> PREFIXES = List.of("kafka.", "producer.", "consumer.");

    private final String service;
    private final Map<String, ConfigKey<?>> keys;
    private final Map<String, ConfigKey<?>> others;

    private KeyCatalogue(String service, Map<String, ConfigKey<?>> keys, Map<String, ConfigKey<?>> others) {
        this.service = service;
        this.keys = keys;
        this.others = others;
    }

    /**
     * A catalogue of some keys.
     *
     * @param service what reads it, for messages: {@code capture}
     * @throws IllegalArgumentException two keys have the same name
     */
    public static KeyCatalogue of(String service, Collection<? extends ConfigKey<?>> keys) {
        return new KeyCatalogue(requireNonNull(service, "service is null"), Map.of(), Map.of()).with(keys);
    }

    /**
     * The same with more keys.
     *
     * @throws IllegalArgumentException two keys have the same name
     */
    public KeyCatalogue with(Collection<? extends ConfigKey<?>> moreKeys) {
        Map<String, ConfigKey<?>> own = new LinkedHashMap<>(keys);
        for (ConfigKey<?> key : moreKeys) {
            if (own.putIfAbsent(key.name(), key) != null) {
                throw new IllegalArgumentException("key " + key.name() + " is declared twice");
            }
        }
        return new KeyCatalogue(service, own, others);
    }

    /** The same with the keys of other services, which may stand beside its own. A key of both is its own. */
    public KeyCatalogue beside(Collection<? extends ConfigKey<?>> otherKeys) {
        Map<String, ConfigKey<?>> foreign = new LinkedHashMap<>(others);
        otherKeys.forEach(key -> foreign.putIfAbsent(key.name(), key));
        foreign.keySet().removeAll(keys.keySet());
        return new KeyCatalogue(service, keys, foreign);
    }

    /** What reads it, e.g. {@code capture}. */
    public String service() {
        return service;
    }

    /** All keys, in the order of their declaration. */
    public Collection<ConfigKey<?>> keys() {
        return List.copyOf(keys.values());
    }

    Optional<ConfigKey<?>> find(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    boolean isOfAnotherService(String name) {
        return others.containsKey(withoutFileSuffix(name));
    }

    static boolean passesThrough(String name) {
        return PREFIXES.stream().anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length());
    }

    static String withoutFileSuffix(String name) {
        return name.endsWith(ConfigKey.FILE_SUFFIX)
                ? name.substring(0, name.length() - ConfigKey.FILE_SUFFIX.length())
                : name;
    }

    /** The names of all keys, for the reader of environment variables and for near misses. */
    Stream<String> allNames() {
        return Stream.concat(keys.keySet().stream(), others.keySet().stream())
                .flatMap(name -> Stream.of(name, name + ConfigKey.FILE_SUFFIX));
    }
}
