package io.binrelay.cli;

import io.binrelay.cli.manual.ManualPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay man}: manual pages. */
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Prints the manual page of a verb, or of binrelay itself, for man(1); or writes all of them into a"
                        + " directory.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  binrelay man status | man -l -", "  binrelay man --directory /usr/local/share/man/man1"})
final class ManVerb implements Callable<Integer> {
    @Parameters(paramLabel = "VERB", arity = "0..1", description = "The verb. Default: binrelay itself.")
    private @Nullable String verb;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Write the pages of all verbs into this directory, which has to be there.")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        CommandLine root = spec.root().commandLine();
        if (directory != null) {
            Set<CommandLine> pages = new LinkedHashSet<>(root.getSubcommands().values());
            pages.add(root);
            for (CommandLine page : pages) {
                Path file = directory.resolve(page.getCommandSpec().qualifiedName("-") + ".1");
                Files.write(file, new ManualPage(page, Version.number()).lines());
                out.println(file);
            }
        } else {
            new ManualPage(verb == null ? root : find(root, verb), Version.number())
                    .lines()
                    .forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private CommandLine find(CommandLine root, String name) {
        CommandLine found = root.getSubcommands().get(name);
        if (found == null) {
            throw new ParameterException(spec.commandLine(), "There is no verb '" + name + "'");
        }
        return found;
    }
}
