package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.SemiSyncReport;
import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.StateText;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay stop}: STOP REPLICA. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Stops services of a channel, as STOP REPLICA does: they close their connections, undo what is not committed, and"
                    + " wait for 'binrelay start'. Their processes go on; a process that is started later, and a standby, stay"
                    + " stopped too.",
            "Stopping capture is stopping the I/O thread: the source is not read, replicas go on with what the log has."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay stop replica1 --config applier.properties",
            "  binrelay stop --all --channel shop --kafka k1:9092"
        })
final class StopVerb implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private @Nullable Which given;

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Spec
    private CommandSpec spec;

    /** Which services. */
    static final class Which {
        @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of replicas, or capture.")
        @Nullable
        List<String> names;

        @Option(names = "--all", description = "Capture and all replicas.")
        boolean all;
    }

    @Override
    public Integer call() {
        Which which = requireNonNull(given, "nothing named");
        PrintWriter out = spec.commandLine().getOut();
        try (Operator operator = options.open()) {
            for (String name :
                    OperatorOptions.services(operator, which.names == null ? List.of() : which.names, which.all)) {
                Optional<String> warning = SemiSyncReport.of(
                                operator.find(name).status().details())
                        .map(SemiSyncReport::whenStopped)
                        .filter(text -> !text.isEmpty());
                long offset = operator.give(name, new Order.Stop(null));
                ServiceReport report = operator.await(name, offset, StopVerb::isStopped, options.timeout());
                out.println(name + ": "
                        + (report.responding()
                                ? "stopped at " + StateText.place(report)
                                : "is not running; it stays stopped when it is started, until 'binrelay start " + name
                                        + "'"));
                warning.filter(text -> report.responding()).ifPresent(out::println);
                out.flush();
            }
            return 0;
        }
    }

    private static boolean isStopped(ServiceReport report) {
        return report.status().state() == ServiceState.HELD;
    }
}
