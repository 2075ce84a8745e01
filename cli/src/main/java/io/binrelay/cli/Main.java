package io.binrelay.cli;

import io.binrelay.relay.service.ErrorCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The {@code binrelay} command. Verbs are the classes named {@code ...Verb}; exit codes are {@link ErrorCode}'s. */
public final class Main {
    private Main() {}

    /** Runs the verb and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
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
        CommandLine commandLine = new CommandLine(new RootCommand());
        commandLine.addSubcommand(new BrokerVerb());
        commandLine.addSubcommand(new BenchVerb());
        commandLine.addSubcommand(new StatusVerb());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setUsageHelpWidth(120);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(new Failures());
        commandLine.setExecutionExceptionHandler(new Failures());
        listExitCodes(commandLine);
        commandLine.getSubcommands().values().forEach(Main::listExitCodes);
        return commandLine;
    }

    private static void listExitCodes(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading(ExitCodes.HEADING)
                .exitCodeList(ExitCodes.all());
    }
}
