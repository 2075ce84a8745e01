package io.binrelay.cli.manual;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page of a command in the language of man(7), from the same source as its {@code --help}. Used by one
 * thread.
 */
public final class ManualPage {
    private final CommandLine command;
    private final String version;
    private final CommandSpec spec;
    private final List<String> lines = new ArrayList<>();

    /**
     * Of one command.
     *
     * @param command the whole command, or one of its verbs
     * @param version of binrelay
     */
    public ManualPage(CommandLine command, String version) {
        this.command = requireNonNull(command, "command is null");
        this.version = requireNonNull(version, "version is null");
        this.spec = command.getCommandSpec();
    }

    /** The page, to be given to man or written into a file {@code binrelay-VERB.1}. */
    public List<String> lines() {
        lines.clear();
        String title = spec.qualifiedName("-");
        add(".TH \"" + escaped(title.toUpperCase(Locale.ROOT)) + "\" \"1\" \"\" \"" + escaped(version)
                + "\" \"binrelay\"");
        add(".nh");
        section("NAME", title + " - " + firstSentence());
        section("SYNOPSIS", synopsis());
        add(".SH DESCRIPTION");
        for (String paragraph : spec.usageMessage().description()) {
            add(".PP");
            text(formatted(paragraph));
        }
        parameters();
        options();
        verbs();
        exitCodes();
        footer();
        return List.copyOf(lines);
    }

    private void section(String title, String text) {
        add(".SH " + title);
        text(text);
    }

    private String firstSentence() {
        String[] description = spec.usageMessage().description();
        String text = description.length == 0 ? "" : formatted(description[0]);
        int end = text.indexOf(": ");
        int stop = text.indexOf(". ");
        int cut = end > 0 && (stop < 0 || end < stop) ? end : stop;
        return (cut > 0 ? text.substring(0, cut) : text).replaceFirst("\\.$", "");
    }

    private String synopsis() {
        return command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    }

    private void parameters() {
        if (spec.positionalParameters().isEmpty()) {
            return;
        }
        add(".SH PARAMETERS");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            item(parameter.paramLabel(), parameter);
        }
    }

    private void options() {
        add(".SH OPTIONS");
        for (OptionSpec option : spec.options()) {
            String label = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
            item(String.join(", ", option.names()) + label, option);
        }
    }

    private void item(String title, ArgSpec argument) {
        add(".TP");
        add(".B \"" + escaped(title) + "\"");
        Arrays.stream(argument.description()).forEach(text -> text(formatted(text)));
    }

    private void verbs() {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        add(".SH VERBS");
        command.getSubcommands().forEach((name, verb) -> {
            if (name.equals(verb.getCommandName())) {
                add(".TP");
                add(".B \"" + escaped(name) + "\"");
                text(new ManualPage(verb, version).firstSentence());
            }
        });
    }

    private void exitCodes() {
        Map<String, String> codes = spec.usageMessage().exitCodeList();
        if (codes == null || codes.isEmpty()) {
            return;
        }
        add(".SH \"EXIT STATUS\"");
        codes.forEach((code, meaning) -> {
            add(".TP");
            add(".B \"" + escaped(code.strip()) + "\"");
            text(formatted(meaning));
        });
    }

    /** What stands below the options in the help: examples, and all keys of a service. As it is there. */
    private void footer() {
        UsageMessageSpec usage = spec.usageMessage();
        if (usage.footer().length == 0) {
            return;
        }
        String heading = formatted(usage.footerHeading()).strip();
        add(".SH \"" + escaped(heading.replaceFirst(":$", "").toUpperCase(Locale.ROOT)) + "\"");
        add(".nf");
        for (String line : usage.footer()) {
            text(formatted(line));
        }
        add(".fi");
    }

    /** What picocli's markup and format come to without colours. */
    private static String formatted(String text) {
        return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%"));
    }

    private void text(String text) {
        text.lines().forEach(line -> add(line.isEmpty() ? ".sp" : "\\&" + escaped(line)));
    }

    private void add(String line) {
        lines.add(line);
    }

    /** A backslash begins a request within a line, a hyphen would become a dash, a quote would end an argument. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    }
}
