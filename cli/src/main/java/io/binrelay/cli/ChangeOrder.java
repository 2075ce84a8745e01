package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.SettingsChange;
import io.binrelay.cli.control.StateText;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes settings of a service by order, and tells when they count. What both change verbs share. */
final class ChangeOrder {
    @Option(
            names = "--change",
            paramLabel = "KEY=VALUE",
            description = "Any other key of the service's configuration; may be given often.")
    private Map<String, String> changes = Map.of();

    @Option(
            names = "--reset",
            paramLabel = "KEY",
            description = "Take earlier changes of this key back: what the service was configured with counts again.")
    private List<String> resets = List.of();

    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    /**
     * Gives the order, if anything is changed at all; else prints what was changed earlier.
     *
     * @param name {@code capture} or a replica's
     * @param named what was given by options of its own
     * @return the exit code
     */
    int give(String name, SettingsChange named, PrintWriter out) {
        changes.forEach(named::with);
        resets.forEach(named::without);
        Order.Change order = named.order().orElse(null);
        try (Operator operator = options.open()) {
            ServiceReport before = operator.find(name);
            if (order == null) {
                print(name, operator.ordersTo(name).settings(), out);
                return 0;
            }
            long offset = operator.give(name, order);
            ServiceReport after = operator.await(name, offset, ChangeOrder::isSettled, options.timeout());
            Failure failure = after.status().lastError();
            if (after.responding() && after.status().state() == ServiceState.FAILED && failure != null) {
                throw new BinrelayException(
                        failure.code() == ErrorCode.INTERNAL ? ErrorCode.CONFIGURATION : failure.code(),
                        name + ": " + failure.message());
            }
            out.println(name + ": changed, " + when(before, after, name));
            out.flush();
            return 0;
        }
    }

    private static String when(ServiceReport before, ServiceReport after, String name) {
        if (!after.responding()) {
            return "counts when its process is started";
        }
        return after.status().state() == ServiceState.HELD || before.status().state() == ServiceState.HELD
                ? "counts when it is started: 'binrelay start " + requireNonNull(name, "name is null") + "'"
                : "counts already (" + StateText.of(after) + ")";
    }

    private static void print(String name, Map<String, String> settings, PrintWriter out) {
        if (settings.isEmpty()) {
            out.println(name + ": nothing is changed by order");
        }
        settings.forEach((key, value) -> out.println(name + ": " + key + " = " + value));
        out.flush();
    }

    private static boolean isSettled(ServiceReport report) {
        return report.status().state() != ServiceState.STARTING;
    }
}
