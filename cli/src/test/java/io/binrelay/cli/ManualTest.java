package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManualTest {
    private final CommandLine root =
            Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));

    @Test
    void every_verb_has_a_page_with_its_options_and_exit_codes(@TempDir Path directory) throws IOException {
        assertThat(CommandRun.of("man", "--directory", directory.toString()).exitCode())
                .isZero();
        for (CommandLine verb : root.getSubcommands().values()) {
            Path page = directory.resolve("binrelay-" + verb.getCommandName() + ".1");
            String text = Files.readString(page).replace("\\-", "-");
            assertThat(text)
                    .startsWith(".TH \"BINRELAY-")
                    .contains(".SH NAME\n", ".SH SYNOPSIS\n", ".SH OPTIONS\n", "EXIT STATUS");
            for (OptionSpec option : verb.getCommandSpec().options()) {
                assertThat(text).as(page.toString()).contains(option.longestName());
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(1
                            + (int) root.getSubcommands().values().stream()
                                    .distinct()
                                    .count());
        }
    }

    /** Text that looks like a request would be taken for one, and vanish. */
    @Test
    void no_line_of_text_is_taken_for_a_request() {
        List<String> requests = List.of(".TH", ".nh", ".SH", ".PP", ".TP", ".B", ".nf", ".fi", ".sp");
        for (String verb : root.getSubcommands().keySet()) {
            assertThat(CommandRun.of("man", verb).out().lines())
                    .allMatch(line -> line.startsWith("\\&")
                            || requests.stream()
                                    .anyMatch(request -> line.equals(request) || line.startsWith(request + " ")));
        }
    }

    @Test
    void completion_knows_every_verb_and_is_a_script_that_bash_accepts(@TempDir Path directory)
            throws IOException, InterruptedException {
        String script = CommandRun.of("completion").out();
        root.getSubcommands().keySet().forEach(verb -> assertThat(script).contains(verb));
        Path file = Files.writeString(directory.resolve("completion"), script);
        Process bash =
                new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
        assertThat(bash.waitFor()).isZero();
    }
}
