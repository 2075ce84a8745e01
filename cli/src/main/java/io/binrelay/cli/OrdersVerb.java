package io.binrelay.cli;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.output.TextTable;
import io.binrelay.relay.control.GivenOrder;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.status.ServiceId;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Operator operator = options.open()) {
            String wanted = name;
            String key = wanted == null || wanted.equals(Operator.CAPTURE) ? wanted : ServiceId.applierKey(wanted);
            List<GivenOrder> orders = operator.allOrders().stream()
                    .filter(given -> key == null || given.service().equals(key))
                    .toList();
            if (orders.isEmpty()) {
                out.println("No order was ever given.");
            } else {
                TextTable table = new TextTable()
                        .column("time")
                        .column("by")
                        .column("service")
                        .column("order");
                orders.forEach(given -> table.row(
                        Instant.ofEpochMilli(given.atMillis()).toString(),
                        given.by(),
                        given.service().replace('/', ' '),
                        text(given.order())));
                table.lines().forEach(out::println);
            }
            out.flush();
            return 0;
        }
    }

    private static String text(Order order) {
        if (order instanceof Order.Start start) {
            return start.until() == null ? "start" : "start until " + start.until();
        }
        if (order instanceof Order.Stop stop) {
            return stop.reason() == null ? "stop" : "stop: " + stop.reason();
        }
        if (order instanceof Order.Change change) {
            return "change "
                    + Stream.concat(
                                    change.settings().entrySet().stream()
                                            .map(entry -> entry.getKey() + "=" + entry.getValue()),
                                    change.takenBack().stream().map(key -> key + " taken back"))
                            .collect(Collectors.joining(", "));
        }
        if (order instanceof Order.Skip skip) {
            return "skip "
                    + (skip.gtids().isEmpty()
                            ? "transactions "
                                    + skip.sequences().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))
                            : String.join(", ", skip.gtids()));
        }
        if (order instanceof Order.Reset reset) {
            return reset.all() ? "reset --all" : "reset";
        }
        return order instanceof Order.ResetDone ? "reset: done" : "begin anew";
    }
}
