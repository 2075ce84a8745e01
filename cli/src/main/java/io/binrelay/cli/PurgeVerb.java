package io.binrelay.cli;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.Purge;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.transcript.Place;
import io.binrelay.relay.log.LogBounds;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay purge}: PURGE BINARY LOGS, of the relay log. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Deletes the beginning of the relay log, as PURGE BINARY LOGS does: everything before a place. Never what a replica"
                    + " that is known has not applied, unless --force is given. Afterwards the log cannot rebuild a replica from"
                    + " nothing any more. The source's own binary logs are left alone.",
            "A place in the log is " + Place.ALLOWED + "."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay purge --to 2026-03-04T00:00:00Z --config capture.properties",
            "  binrelay purge --to binlog.000003:4 --yes --config capture.properties"
        })
final class PurgeVerb implements Callable<Integer> {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "PLACE",
            description = "What is before it is deleted; what begins there is kept.")
    private String to = "";

    @Option(names = "--force", description = "Also what replicas have not applied: those have to be rebuilt.")
    private boolean force;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Place place = Usage.checked(spec, () -> Place.parse(to, ZoneId.systemDefault()));
        PrintWriter out = spec.commandLine().getOut();
        try (Operator operator = options.open()) {
            Purge purge = new Purge(operator);
            Purge.Plan plan = purge.plan(place, to, force);
            LogBounds log = plan.log();
            if (!plan.deletes()) {
                out.println(
                        "There is nothing before " + to + ": the relay log begins with offset " + log.begin() + ".");
                out.flush();
                return 0;
            }
            out.println(
                    "This deletes offsets " + log.begin() + " to " + (plan.offset() - 1) + " of " + operator.channel()
                            + ".relay, which goes to " + (log.end() - 1)
                            + ". A replica cannot be rebuilt from nothing afterwards.");
            out.flush();
            if (!yes) {
                Confirmation.ask(out, "Delete?", "Nothing was deleted");
            }
            long begin = purge.run(plan);
            out.println("Deleted. The relay log begins with offset " + Amount.count(begin) + " now.");
            out.flush();
            return 0;
        }
    }
}
