package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.service.ErrorCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The {@code binrelay} command. Verbs are the classes named {@code ...Verb}; exit codes are {@link ErrorCode}'s. */
public final class Main {
    private static final int HELP_WIDTH = 120;

    private Main() {}

    /** Runs the verb and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(out, err, arguments);
        out.flush();
        System.exit(exitCode);
    }

    /**
     * Runs the verb.
     *
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine(out, err).execute(arguments);
    }

    /** The whole command with all its verbs, printing to these writers. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new RootCommand())
                .addSubcommand(new DemoVerb())
                .addSubcommand(new BrokerVerb())
                .addSubcommand(new CaptureVerb())
                .addSubcommand(new ApplierVerb())
                .addSubcommand(new StatusVerb())
                .addSubcommand(new ErrorsVerb())
                .addSubcommand(new StartVerb())
                .addSubcommand(new StopVerb())
                .addSubcommand(new SkipVerb())
                .addSubcommand(new ResetVerb())
                .addSubcommand(new ChangeSourceVerb())
                .addSubcommand(new ChangeReplicaVerb())
                .addSubcommand(new OrdersVerb())
                .addSubcommand(new PurgeVerb())
                .addSubcommand(new WaitVerb())
                .addSubcommand(new LogVerb())
                .addSubcommand(new DoctorVerb())
                .addSubcommand(new SourceVerb())
                .addSubcommand(new ExplainFilterVerb())
                .addSubcommand(new BenchVerb())
                .addSubcommand(new ManVerb())
                .addSubcommand(new CompletionVerb())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new Failures())
                .setExecutionExceptionHandler(new Failures());
        listExitCodes(commandLine);
        commandLine.getSubcommands().values().forEach(Main::listExitCodes);
        listKeys(commandLine, "capture", CaptureVerb.EXAMPLE, Catalogues.CAPTURE);
        listKeys(commandLine, "applier", ApplierVerb.EXAMPLE, Catalogues.APPLIER);
        return commandLine;
    }

    private static void listExitCodes(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading(ExitCodes.HEADING)
                .exitCodeList(ExitCodes.all());
    }

    private static void listKeys(CommandLine commandLine, String verb, List<String> example, KeyCatalogue keys) {
        List<String> lines = new ArrayList<>(example);
        lines.add("");
        lines.addAll(KeyHelp.lines(keys));
        UsageMessageSpec usage = requireNonNull(commandLine.getSubcommands().get(verb), "no such verb")
                .getCommandSpec()
                .usageMessage();
        // picocli takes the footer for a format.
        usage.footer(lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
    }
}
