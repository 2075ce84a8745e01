package io.binrelay.cli;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.OrderReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay orders}: who ordered what, and when. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists every order that was ever given to the services of a channel: who, when, what.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  binrelay orders replica1 --config applier.properties")
final class OrdersVerb implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only those to capture, or to this replica.")
    private @Nullable String name;

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Operator operator = options.open()) {
            OrderReport report = new OrderReport(operator.channel(), operator.allOrders(), name);
            List<String> lines = json ? List.of(report.json()) : report.lines();
            lines.forEach(out::println);
            out.flush();
            return 0;
        }
    }
}
