package io.binrelay.relay.config;

import io.binrelay.relay.config.Setting.Layer;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the layers of a configuration together and checks every key. Collects all problems before it fails. */
final class ConfigReader {
    /** Names that end in .file in Kafka itself (sasl.oauthbearer.assertion.file and its like). */
    private static final String KAFKA_FILE_NAMES = "sasl.oauthbearer.assertion.";

    private final KeyCatalogue catalogue;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Setting> effective = new TreeMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    ConfigReader(KeyCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Configuration read(ConfigSources sources) {
        if (sources.file() != null) {
            PropertiesFile.read(sources.file(), problems).forEach(this::take);
        }
        EnvironmentVariables.read(catalogue, sources.environment(), problems).forEach(this::take);
        sources.settings().forEach(this::takeCommandLine);
        sources.ordered().forEach(this::takeOrdered);
        readValueFiles();
        catalogue.keys().forEach(this::convert);
        if (!problems.isEmpty()) {
            throw failure();
        }
        return new Configuration(catalogue, values, effective);
    }

    private void takeCommandLine(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            problems.add("--set " + text + ": expected --set KEY=VALUE");
            return;
        }
        String key = text.substring(0, equals).strip();
        if (catalogue.isOfAnotherService(key)) {
            problems.add(key + " (--set): is not read by " + catalogue.service());
            return;
        }
        take(new Setting(key, text.substring(equals + 1), Layer.COMMAND_LINE, "--set"));
    }

    /** It replaces a file with the value as well, and the other way round. */
    private void takeOrdered(String key, String value) {
        String name = KeyCatalogue.withoutFileSuffix(key);
        effective.remove(catalogue.find(key).isPresent() ? key + ConfigKey.FILE_SUFFIX : name);
        take(new Setting(key, value, Layer.ORDER, "changed by an operator's order"));
    }

    private void take(Setting setting) {
        String name = setting.key();
        if (catalogue.isOfAnotherService(name)) {
            return;
        }
        boolean known = catalogue.find(name).isPresent()
                || KeyCatalogue.passesThrough(name)
                || catalogue.find(KeyCatalogue.withoutFileSuffix(name)).isPresent();
        if (!known) {
            problems.add(name + " (" + setting.origin() + "): unknown key" + NearMiss.hint(name, catalogue.allNames()));
            return;
        }
        effective.put(name, setting);
    }

    private void readValueFiles() {
        for (Setting setting : List.copyOf(effective.values())) {
            String name = KeyCatalogue.withoutFileSuffix(setting.key());
            boolean isKafkas = KeyCatalogue.passesThrough(name) && name.contains(KAFKA_FILE_NAMES);
            if (name.equals(setting.key())
                    || isKafkas
                    || catalogue.find(setting.key()).isPresent()) {
                continue;
            }
            effective.remove(setting.key());
            Setting direct = effective.get(name);
            if (direct != null) {
                problems.add("both " + name + " (" + direct.origin() + ") and " + setting.key() + " ("
                        + setting.origin() + ") are set; allowed is one of them");
                continue;
            }
            String content = content(setting);
            if (content != null) {
                effective.put(name, setting.readFrom(name, content, setting.value()));
            }
        }
    }

    private @Nullable String content(Setting setting) {
        String where = setting.key() + " = " + setting.value() + " (" + setting.origin() + "): ";
        try {
            String text = Files.readString(Path.of(setting.value()));
            return text.replaceFirst("\r?\n\\z", "");
        } catch (NoSuchFileException e) {
            problems.add(where + "there is no such file");
        } catch (CharacterCodingException e) {
            problems.add(where + "the file is not UTF-8");
        } catch (IOException | InvalidPathException e) {
            problems.add(where + "the file cannot be read (" + e + ")");
        }
        return null;
    }

    private void convert(ConfigKey<?> key) {
        Setting setting = effective.get(key.name());
        if (setting == null) {
            convertDefault(key);
            return;
        }
        String text = key.secret() ? setting.value() : setting.value().strip();
        try {
            values.put(key.name(), key.type().parser().apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(key.name() + " = " + (key.secret() ? Configuration.MASK : "'" + text + "'") + " ("
                    + setting.origin() + "): allowed is " + key.type().allowed());
        }
    }

    private void convertDefault(ConfigKey<?> key) {
        if (key.defaultText() != null) {
            values.put(key.name(), key.type().parser().apply(key.defaultText()));
            return;
        }
        boolean alreadyReported = problems.stream().anyMatch(problem -> problem.startsWith(key.name() + ".file "));
        if (key.required() && !alreadyReported) {
            problems.add(key.name() + ": missing. " + key.description() + " Set it in the file, as "
                    + key.environmentName() + " or with --set " + key.name() + "=...");
        }
    }

    private BinrelayException failure() {
        String title = "The configuration of " + catalogue.service() + " has "
                + (problems.size() == 1 ? "a problem" : problems.size() + " problems") + ":";
        return new BinrelayException(ErrorCode.CONFIGURATION, title + "\n  " + String.join("\n  ", problems));
    }

    /** The environment's part: from names of variables back to names of keys. */
    private static final class EnvironmentVariables {
        private static Optional<String> keyOf(KeyCatalogue catalogue, String variable) {
            Optional<String> declared = catalogue
                    .allNames()
                    .filter(name -> ConfigKey.environmentName(name).equals(variable))
                    .findFirst();
            if (declared.isPresent()) {
                return declared;
            }
            String dotted = variable.substring(ConfigKey.ENVIRONMENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            return KeyCatalogue.passesThrough(dotted) ? Optional.of(dotted) : Optional.empty();
        }

        static List<Setting> read(KeyCatalogue catalogue, Map<String, String> environment, List<String> problems) {
            List<Setting> settings = new ArrayList<>();
            new TreeMap<>(environment).forEach((variable, value) -> {
                if (!variable.startsWith(ConfigKey.ENVIRONMENT_PREFIX)
                        || Configuration.RESERVED_VARIABLES.contains(variable)) {
                    return;
                }
                Optional<String> key = keyOf(catalogue, variable);
                if (key.isEmpty()) {
                    problems.add("environment variable " + variable + ": sets no known key"
                            + NearMiss.hint(variable, catalogue.allNames().map(ConfigKey::environmentName)));
                    return;
                }
                settings.add(new Setting(key.get(), value, Layer.ENVIRONMENT, "environment variable " + variable));
            });
            return settings;
        }
    }
}
