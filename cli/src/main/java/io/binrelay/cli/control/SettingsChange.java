package io.binrelay.cli.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.ConfigKey;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a change of settings consists of, checked before it is ordered. Not thread-safe. */
public final class SettingsChange {
    private final KeyCatalogue keys;
    private final Map<String, String> settings = new TreeMap<>();
    private final Set<String> takenBack = new TreeSet<>();

    /** @param keys of the service */
    public SettingsChange(KeyCatalogue keys) {
        this.keys = requireNonNull(keys, "keys is null");
    }

    /** Adds a key, unless its option was not given. */
    public SettingsChange with(ConfigKey<?> key, @Nullable Object value) {
        return value == null ? this : with(key.name(), value.toString());
    }

    /** Adds a key whose value stands in a file on the machine of the service. */
    public SettingsChange withFile(ConfigKey<?> key, @Nullable String path) {
        return path == null ? this : with(key.name() + ConfigKey.FILE_SUFFIX, path);
    }

    /**
     * Adds a key by its name.
     *
     * @throws BinrelayException (CONFIGURATION) it is unknown, cannot be changed, or may not have this value
     */
    public SettingsChange with(String name, String value) {
        ConfigKey<?> key = changeable(name);
        if (!name.endsWith(ConfigKey.FILE_SUFFIX)) {
            if (key.secret()) {
                throw refused(name + ": orders are kept for ever and everybody of the channel can read them. Put the"
                        + " value into a file on the machine of the service and give " + name + ConfigKey.FILE_SUFFIX);
            }
            try {
                Object unused = key.type().parser().apply(value.strip());
            } catch (IllegalArgumentException e) {
                throw refused(
                        name + " = '" + value + "': allowed is " + key.type().allowed(), e);
            }
        }
        settings.put(name, value);
        return this;
    }

    /** Takes an earlier change of a key back. */
    public SettingsChange without(String name) {
        ConfigKey<?> unused = changeable(name);
        takenBack.add(name);
        return this;
    }

    /** What is changed; empty when nothing is. */
    public Optional<Order.Change> order() {
        return settings.isEmpty() && takenBack.isEmpty()
                ? Optional.empty()
                : Optional.of(new Order.Change(settings, takenBack));
    }

    private ConfigKey<?> changeable(String name) {
        String plain = name.endsWith(ConfigKey.FILE_SUFFIX)
                ? name.substring(0, name.length() - ConfigKey.FILE_SUFFIX.length())
                : name;
        ConfigKey<?> key = keys.keys().stream()
                .filter(each -> each.name().equals(plain))
                .findFirst()
                .orElseThrow(() -> refused(
                        name + ": is no key of " + keys.service() + ". See 'binrelay " + keys.service() + " --help'"));
        if (key.name().equals("channel")
                || key.name().startsWith("kafka.")
                || key.name().equals("replica.name")) {
            throw refused(name + ": says which service this is, and cannot be changed while it runs");
        }
        return key;
    }

    private static BinrelayException refused(String message) {
        return refused(message, null);
    }

    private static BinrelayException refused(String message, @Nullable Throwable cause) {
        return new BinrelayException(ErrorCode.CONFIGURATION, message + ". Nothing was changed.", false, cause);
    }
}
