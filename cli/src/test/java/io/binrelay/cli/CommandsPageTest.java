package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigKey;
import io.binrelay.relay.config.KeyCatalogue;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/COMMANDS.md names nothing of binrelay's that is not there, calls nothing missing that is, and answers all. */
final class CommandsPageTest {
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`( \\(not yet\\))?");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    private final Map<String, CommandLine> verbs = Main.commandLine(
                    new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()))
            .getSubcommands();
    private final Set<String> keys = Stream.of(Catalogues.CAPTURE.keys(), Catalogues.APPLIER.keys())
            .flatMap(all -> all.stream().map(ConfigKey::name))
            .collect(Collectors.toSet());

    @Test
    void every_verb_option_and_key_it_names_exists_unless_it_says_not_yet() {
        List<String> missing = new ArrayList<>();
        for (MatchResult named : named()) {
            if (named.group(2) == null && !exists(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertThat(missing)
                .as("named on the right of docs/COMMANDS.md, but not there")
                .isEmpty();
    }

    @Test
    void what_it_calls_not_there_yet_is_not_there() {
        List<String> landed = new ArrayList<>();
        for (MatchResult named : named()) {
            if (named.group(2) != null && exists(named.group(1))) {
                landed.add(named.group(1));
            }
        }
        assertThat(landed)
                .as("there, but docs/COMMANDS.md says (not yet) behind it: take the mark away")
                .isEmpty();
    }

    @Test
    void nothing_on_the_left_is_without_an_answer() {
        assertThat(CommandsPage.rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            assertThat(row.left()).isNotEmpty();
            assertThat(row.right()).as(row.left()).isNotEmpty();
        });
    }

    private static List<MatchResult> named() {
        return CommandsPage.rows().stream()
                .flatMap(row -> NAMED.matcher(row.right()).results())
                .toList();
    }

    private boolean exists(String text) {
        String word = text.split(" ", 2)[0];
        CommandLine verb = verbs.get(word);
        if (verb != null) {
            return OPTION.matcher(text)
                    .results()
                    .allMatch(option -> verb.getCommandSpec().findOption(option.group()) != null);
        }
        return keys.contains(word)
                || keys.contains(word.replaceFirst("\\.file$", ""))
                || text.equals("<channel>.relay")
                || KeyCatalogue.PREFIXES.stream().anyMatch(word::startsWith);
    }
}
