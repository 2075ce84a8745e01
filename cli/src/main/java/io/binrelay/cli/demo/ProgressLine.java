package io.binrelay.cli.demo;

import io.binrelay.cli.output.Amount;
import java.util.Locale;

/** A sample as one line, in columns, so that lines below each other can be compared. */
final class ProgressLine {
    private ProgressLine() {}

    static String of(Sample sample) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%d:%02d  source %5s tx/s %6s rows/s | log #%-7s%s",
                sample.elapsed().toMinutes(),
                sample.elapsed().toSecondsPart(),
                Amount.count(sample.transactionsPerSecond()),
                Amount.count(sample.rowsPerSecond()),
                Amount.count(sample.sequence()),
                sample.captureRuns() ? "" : " (no capture)"));
        for (Sample.ReplicaLag replica : sample.replicas()) {
            line.append(String.format(Locale.ROOT, " | %s %-18s", replica.name(), state(replica)));
        }
        return line.toString().stripTrailing();
    }

    private static String state(Sample.ReplicaLag replica) {
        if (replica.inStep()) {
            return "in step";
        }
        if (!replica.applierRuns()) {
            return "no applier, -" + Amount.count(replica.transactions()) + " tx";
        }
        if (!replica.begun()) {
            return "starting";
        }
        return "-" + Amount.count(replica.transactions()) + " tx, " + Amount.duration(replica.behind());
    }
}
