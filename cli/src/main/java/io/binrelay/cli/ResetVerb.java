package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.ResetOrder;
import io.binrelay.cli.control.StateText;
import io.binrelay.relay.control.HeldStatus;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay reset}: RESET REPLICA. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a stopped replica forget its position, and the skips and the delay that were ordered for it, as RESET"
                    + " REPLICA does. Its tables stay as they are. Asks first.",
            "'binrelay start' begins anew then, with the oldest record of the relay log: on an empty replica, or on one that"
                    + " is as the source was there (replica.initial.position=earliest).",
            "While the replica cannot be reached, the reset is pending, and nothing else begins before it."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay reset replica1 --config applier.properties",
            "  binrelay reset replica1 --all --yes --config applier.properties"
        })
final class ResetVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the replica.")
    private @Nullable String named;

    @Option(
            names = "--all",
            description =
                    "As RESET REPLICA ALL: forget every setting that was changed by order too, and list the replica no"
                            + " more, until it is started again.")
    private boolean all;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String replica = requireNonNull(named, "no name");
        if (replica.equals(Operator.CAPTURE)) {
            throw new BinrelayException(
                    ErrorCode.USAGE,
                    "capture has no position to forget: it goes on where the relay log ends. Nothing was reset.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Operator operator = options.open()) {
            operator.requireKnown(replica);
            Optional<ServiceReport> before = operator.lookFor(replica);
            Orders orders = operator.ordersTo(replica);
            ResetOrder reset =
                    new ResetOrder(replica, () -> operator.ordersTo(replica), order -> operator.give(replica, order));
            reset.requireStopped(orders, "is " + before.map(StateText::of).orElse("not stopped"));
            out.println(replica + " is at " + before.map(StateText::place).orElse("no position")
                    + ". It would forget that, and which transactions and what delay were ordered for it"
                    + (all ? ", and every setting that was changed by order, and would not be listed any more" : "")
                    + ". Its tables stay as they are.");
            out.flush();
            if (!yes) {
                Confirmation.ask(out, "Reset " + replica + "?", "Nothing was reset");
            }
            long offset = reset.give(all);
            out.println(replica + ": " + outcome(operator, replica, offset));
            out.flush();
            return 0;
        }
    }

    /** @throws BinrelayException (TIMEOUT) the order stands, but could not be carried out yet */
    private String outcome(Operator operator, String replica, long offset) {
        ServiceReport report = operator.awaitUnlessGone(
                        replica, offset, each -> isSettled(each, all), options.timeout())
                .orElse(null);
        if (report != null && !report.responding()) {
            return "is not running; it is reset when its process is started, before it does anything else";
        }
        String pending = report == null ? null : report.status().details().get(HeldStatus.RESET_PENDING);
        if (pending != null) {
            throw new BinrelayException(
                    ErrorCode.TIMEOUT,
                    replica + " is not reset yet: the reset is recorded, and pending (" + pending
                            + "). It is carried out as soon as that is mended, before anything else is applied.");
        }
        return "reset. 'binrelay start " + replica + "' begins anew: on an empty replica, or with"
                + " replica.initial.position=earliest";
    }

    /** One that is forgotten is not listed any more when all is done. */
    private static boolean isSettled(ServiceReport report, boolean all) {
        return report.status().details().containsKey(HeldStatus.RESET_PENDING)
                || (!all && report.status().state() == ServiceState.HELD);
    }
}
