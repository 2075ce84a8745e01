package io.binrelay.cli.demo;

import io.binrelay.cli.output.Amount;
import java.time.Duration;
import java.util.Locale;

/** A sample as one line, in columns, so that lines below each other can be compared. */
final class ProgressLine {
    /** Shorter lags than this say nothing: status itself comes about this late. */
    private static final Duration IN_STEP = Duration.ofSeconds(2);

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
        String lag = Amount.count(replica.transactions()) + " tx, " + Amount.duration(replica.behind());
        if (!replica.applierRuns()) {
            return "no applier, -" + Amount.count(replica.transactions()) + " tx";
        }
        return replica.transactions() == 0 || replica.behind().compareTo(IN_STEP) < 0 ? "in step" : "-" + lag;
    }
}
