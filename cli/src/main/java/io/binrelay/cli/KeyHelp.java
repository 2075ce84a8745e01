package io.binrelay.cli;

import io.binrelay.cli.output.Paragraph;
import io.binrelay.relay.config.ConfigKey;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.config.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The keys of a catalogue as the help of a verb lists them. */
final class KeyHelp {
    private static final int NAME_WIDTH = 28;
    private static final int LINE_WIDTH = 118;

    private KeyHelp() {}

    /** One paragraph per key: name, what it is for, what is allowed, its default. */
    static List<String> lines(KeyCatalogue catalogue) {
        List<String> lines = new ArrayList<>();
        for (ConfigKey<?> key : catalogue.keys()) {
            lines.addAll(paragraph(key));
        }
        lines.addAll(wrapped(
                String.join("*, ", KeyCatalogue.PREFIXES) + "*",
                "Any setting of Kafka's clients, passed through: kafka.* for all of them, e.g."
                        + " kafka.security.protocol=SSL; producer.* and consumer.* for one kind."));
        return lines;
    }

    private static List<String> paragraph(ConfigKey<?> key) {
        StringBuilder text = new StringBuilder(key.description());
        ValueType<?> type = key.type();
        if (!type.allowed().startsWith("any text")) {
            text.append(" Allowed: ").append(type.allowed()).append('.');
        }
        text.append(key.required() ? " Required." : defaultOf(key));
        return wrapped(key.name(), text.toString());
    }

    private static String defaultOf(ConfigKey<?> key) {
        String value = key.defaultText();
        if (value == null) {
            return "";
        }
        return value.isEmpty() ? " Default: empty." : " Default: " + value + ".";
    }

    private static List<String> wrapped(String name, String text) {
        List<String> lines = new ArrayList<>();
        String margin = "  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
        for (String line : Paragraph.wrap(text, LINE_WIDTH - NAME_WIDTH - 2)) {
            lines.add(margin + line);
            margin = " ".repeat(NAME_WIDTH + 2);
        }
        return lines;
    }
}
