package io.binrelay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code binrelay} command. */
@Command(
        name = "binrelay",
        description = "Replicates MySQL and MariaDB through Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called without a verb: a usage error. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing verb");
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param arguments verb and options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** Takes the version from the manifest of the jar, where the build has written it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"binrelay " + (version == null ? "(not packaged)" : version)};
        }
    }
}
