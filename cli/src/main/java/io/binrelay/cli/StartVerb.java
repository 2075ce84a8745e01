package io.binrelay.cli;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.StateText;
import io.binrelay.relay.control.HeldStatus;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay start}: START REPLICA. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Starts services of a channel, as START REPLICA does: those that were stopped, and those that stopped by themselves"
                    + " because of an error. They go on where they were.",
            "It does not start processes: those are 'binrelay capture' and 'binrelay applier'."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay start replica1 --config applier.properties",
            "  binrelay start replica1 --until binlog.000003:154 --config applier.properties",
            "  binrelay start --all --channel shop --kafka k1:9092"
        })
final class StartVerb implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names of replicas, or capture.")
    private @Nullable List<String> named;

    @Option(names = "--all", description = "Capture and all replicas.")
    private boolean all;

    @Option(
            names = "--until",
            paramLabel = "PLACE",
            description =
                    "Stop again there, as START REPLICA UNTIL: " + Until.ALLOWED
                            + ". At a position or an offset, everything that begins before it is applied; gtid: everything of the"
                            + " set; before-gtid: everything before the first of the set; time: everything committed up to then.")
    private @Nullable String until;

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> names = named == null ? List.of() : named;
        if (names.isEmpty() != all) {
            throw new ParameterException(spec.commandLine(), "Name the services to start, or give --all");
        }
        String where = until;
        Until end = where == null ? null : Usage.checked(spec, () -> Until.parse(where));
        if (end != null && (all || names.contains(Operator.CAPTURE))) {
            throw new ParameterException(spec.commandLine(), "--until is for replicas, not for capture");
        }
        int exitCode = 0;
        try (Operator operator = options.open()) {
            for (String name : OperatorOptions.services(operator, names, all)) {
                exitCode = Math.max(exitCode, start(operator, name, end));
            }
        }
        return exitCode;
    }

    private int start(Operator operator, String name, @Nullable Until end) {
        PrintWriter out = spec.commandLine().getOut();
        long offset = operator.give(name, new Order.Start(end));
        ServiceReport report = operator.await(name, offset, StartVerb::isUnderWay, options.timeout());
        if (!report.responding()) {
            out.println(name + ": is not running; it will work when its process is started");
            out.flush();
            return 0;
        }
        String pending = report.status().details().get(HeldStatus.RESET_PENDING);
        if (pending != null) {
            throw new BinrelayException(
                    ErrorCode.TIMEOUT, name + " starts when it is reset, and that is pending (" + pending + ").");
        }
        Failure failure = report.status().lastError();
        if (report.status().state() == ServiceState.FAILED && failure != null) {
            spec.commandLine().getErr().println("binrelay: " + name + ": " + failure.message());
            return failure.code() == ErrorCode.INTERNAL ? 1 : failure.code().exitCode();
        }
        out.println(name + ": " + StateText.of(report) + " at " + StateText.place(report)
                + (end == null ? "" : ", until " + end));
        out.flush();
        return 0;
    }

    private static boolean isUnderWay(ServiceReport report) {
        return report.status().state() != ServiceState.STARTING
                && report.status().state() != ServiceState.RETRYING;
    }
}
