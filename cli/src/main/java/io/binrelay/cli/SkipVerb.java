package io.binrelay.cli;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.StateText;
import io.binrelay.cli.transcript.NextTransactions;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay skip}: SQL_SLAVE_SKIP_COUNTER, and the injection of empty transactions. */
@Command(
        name = "skip",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lets a replica move past whole transactions without applying them, as SQL_SLAVE_SKIP_COUNTER and the injection of"
                    + " empty transactions under a GTID do. Shows them, and asks. The replica differs from its source then,"
                    + " unless the transactions' changes are there already.",
            "The next ones are skipped on a replica that is stopped, by order or by an error; one with a GTID at any time"
                    + " before it is applied. A replica that is rebuilt from the log gets them."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay skip replica1 --config applier.properties           the one it stopped at",
            "  binrelay skip replica1 3 --yes --start --config applier.properties",
            "  binrelay skip replica1 --gtid 3e11fa47-71ca-11e1-9e33-c80aa9429562:23 --config applier.properties"
        })
final class SkipVerb implements Callable<Integer> {
    private static final int MOST = 1000;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the replica.")
    private @Nullable String named;

    @Parameters(index = "1", paramLabel = "N", arity = "0..1", description = "How many transactions. Default: 1.")
    private @Nullable Integer count;

    @Option(names = "--gtid", paramLabel = "GTID", description = "Instead: the transaction with this GTID.")
    private @Nullable String gtid;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--start", description = "Start the replica afterwards.")
    private boolean start;

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String replica = requireNonNull(named, "no name");
        int wanted = requireNonNullElse(count, 1);
        if (gtid != null && count != null) {
            throw new ParameterException(spec.commandLine(), "Either a number of transactions, or --gtid");
        }
        if (wanted < 1 || wanted > MOST) {
            throw new ParameterException(spec.commandLine(), "N is from 1 to " + MOST);
        }
        try (Operator operator = options.open()) {
            ServiceReport report = operator.find(replica);
            Order.Skip skip =
                    gtid == null ? next(operator, report, replica, wanted) : ofGtid(operator, report, replica, gtid);
            if (!yes) {
                Confirmation.ask(spec.commandLine().getOut(), "Skip on " + replica + "?", "Nothing was skipped");
            }
            long offset = operator.give(replica, skip);
            if (start) {
                offset = operator.give(replica, new Order.Start(null));
            }
            report = operator.await(replica, offset, any -> true, options.timeout());
            PrintWriter out = spec.commandLine().getOut();
            out.println("Recorded. " + replica + " is " + StateText.of(report)
                    + (start || report.running() ? "." : "; 'binrelay start " + replica + "' lets it go on."));
            out.flush();
            return 0;
        }
    }

    private Order.Skip next(Operator operator, ServiceReport report, String replica, int wanted) {
        ServiceState state = report.status().state();
        if (report.responding() && state != ServiceState.HELD && state != ServiceState.FAILED) {
            throw new BinrelayException(
                    ErrorCode.USAGE,
                    replica + " is " + StateText.of(report) + ": what comes next changes by the moment. Stop it first:"
                            + " 'binrelay stop " + replica + "'; or name the transaction with --gtid.");
        }
        long first = report.status().progress().sequence() + 1;
        List<NextTransactions.Summary> found =
                new NextTransactions(operator.kafka(), operator.channel()).from(first, wanted);
        if (found.isEmpty()) {
            throw new BinrelayException(
                    ErrorCode.USAGE,
                    replica + " is at " + StateText.place(report) + ", and the relay log has nothing behind it yet.");
        }
        Set<Long> sequences = new TreeSet<>();
        PrintWriter out = spec.commandLine().getOut();
        out.println(replica + " is at " + StateText.place(report) + ". These come next, and would not be applied:");
        for (NextTransactions.Summary summary : found) {
            summary.lines().forEach(out::println);
            sequences.add(summary.header().sequence());
        }
        if (found.size() < wanted) {
            out.println("The log has no more than these " + found.size() + " yet.");
        }
        out.flush();
        return new Order.Skip(sequences, Set.of());
    }

    private Order.Skip ofGtid(Operator operator, ServiceReport report, String replica, String wanted) {
        Usage.checked(spec, () -> new Until.BeforeGtids(wanted));
        if (wanted.contains(",") || wanted.matches(".*:[0-9]+-[0-9]+")) {
            throw new ParameterException(spec.commandLine(), "--gtid takes one GTID, not a set");
        }
        NextTransactions.Summary found = new NextTransactions(operator.kafka(), operator.channel())
                .ofGtid(wanted)
                .orElse(null);
        PrintWriter out = spec.commandLine().getOut();
        if (found == null) {
            out.println("No transaction with GTID " + wanted + " is in the relay log yet. When it comes, " + replica
                    + " would not apply it.");
        } else {
            if (found.header().sequence() <= report.status().progress().sequence()) {
                throw new BinrelayException(
                        ErrorCode.USAGE,
                        replica + " is past " + wanted + " already: it is transaction "
                                + found.header().sequence() + ", and the replica is at "
                                + StateText.place(report) + ".");
            }
            out.println("This would not be applied to " + replica + ":");
            found.lines().forEach(out::println);
        }
        out.flush();
        return new Order.Skip(Set.of(), Set.of(wanted));
    }
}
