package io.binrelay.cli.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.SemiSyncReport;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.output.TextTable;
import io.binrelay.relay.control.HeldStatus;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.SkippedErrors;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel's status as an aligned table, errors below it. Stateless but for what it shows. */
public final class StatusText {
    private static final String NOTHING = "-";

    private final ChannelStatus channel;
    private final long nowMillis;

    /** @param nowMillis the reader's clock, milliseconds since the epoch; for the age of errors only */
    public StatusText(ChannelStatus channel, long nowMillis) {
        this.channel = requireNonNull(channel, "channel is null");
        this.nowMillis = nowMillis;
    }

    /** The lines to print. */
    public List<String> lines() {
        TextTable table = new TextTable()
                .column("service")
                .column("state")
                .column("on")
                .column("source position")
                .column("gtid")
                .column("transaction", TextTable.Align.RIGHT)
                .column("behind")
                .column("tx/s", TextTable.Align.RIGHT);
        if (channel.capture().isEmpty()) {
            table.row("capture", "never seen", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
        }
        channel.capture().ifPresent(report -> add(table, report, behindSource()));
        channel.appliers().forEach(report -> add(table, report, behindLog(report)));
        channel.standbys().forEach(report -> add(table, report, NOTHING));
        List<String> lines = new ArrayList<>(table.lines());
        if (channel.appliers().isEmpty()) {
            lines.add("No applier has ever announced itself: nothing is replicated to any replica.");
        }
        channel.capture()
                .filter(ServiceReport::running)
                .flatMap(report -> SemiSyncReport.of(report.status().details()))
                .ifPresent(semiSync -> lines.add(semiSync.sentence()));
        all().forEach(report -> addErrors(lines, report));
        return lines;
    }

    private List<ServiceReport> all() {
        List<ServiceReport> all = new ArrayList<>();
        channel.capture().ifPresent(all::add);
        all.addAll(channel.appliers());
        all.addAll(channel.standbys());
        return all;
    }

    private void add(TextTable table, ServiceReport report, String behind) {
        ServiceStatus status = report.status();
        Progress progress = status.progress();
        table.row(
                name(status),
                state(report),
                status.server(),
                text(progress.position()),
                progress.gtid() == null ? NOTHING : progress.gtid(),
                progress.sequence() == 0 ? NOTHING : "#" + Amount.count(progress.sequence()),
                behind,
                report.responding() ? String.format(Locale.ROOT, "%,.0f", status.transactionsPerSecond()) : NOTHING);
    }

    private static String text(@Nullable FilePosition position) {
        return position == null ? NOTHING : position.toString();
    }

    private static String name(ServiceStatus status) {
        return status.service().serviceKey().replace('/', ' ');
    }

    private String state(ServiceReport report) {
        String state = report.status().state().name().toLowerCase(Locale.ROOT);
        if (report.missing()) {
            return "not running (was " + state + ", silent for "
                    + Amount.duration(Duration.ofMillis(report.ageMillis())) + ")";
        }
        return switch (report.status().state()) {
            case STOPPED -> "not running (stopped)";
            case HELD ->
                report.status().details().containsKey(HeldStatus.RESET_PENDING) ? "stopped, reset pending" : "stopped";
            case RUNNING -> running(Activity.of(report, channel.capture()));
            default -> state;
        };
    }

    private static String running(Activity activity) {
        return activity.kind() == Activity.Kind.WORKING ? "running" : "running, " + activity.text();
    }

    private String behindSource() {
        return channel.captureLagMillis()
                .map(millis -> Amount.duration(Duration.ofMillis(millis)))
                .orElse(NOTHING);
    }

    private String behindLog(ServiceReport report) {
        return channel.lagOf(report)
                .map(lag -> lag.transactions() == 0
                        ? "0 tx"
                        : Amount.count(lag.transactions()) + " tx"
                                + (lag.millis().isPresent()
                                        ? ", "
                                                + Amount.duration(Duration.ofMillis(
                                                        lag.millis().getAsLong()))
                                        : ""))
                .orElse(NOTHING);
    }

    private void addErrors(List<String> lines, ServiceReport report) {
        Optional<Failure> failure = Optional.ofNullable(report.status().lastError());
        failure.ifPresent(error -> {
            lines.add("");
            lines.add("Last error of " + name(report.status()) + ", "
                    + Amount.duration(Duration.ofMillis(nowMillis - error.atMillis())) + " ago (" + error.code()
                    + "):");
            error.message().lines().forEach(line -> lines.add("  " + line));
        });
        SkippedErrors skipped = SkippedErrors.of(report.status());
        if (skipped.count() > 0) {
            lines.add("");
            lines.add("Left out by " + name(report.status()) + " since it began its work: "
                    + Amount.count(skipped.count()) + " rows and statements, the last:");
            skipped.message().lines().forEach(line -> lines.add("  " + line));
        }
        String deaf = report.status().details().get(HeldStatus.DEAF);
        if (deaf != null) {
            lines.add("");
            lines.add("Orders to " + name(report.status()) + " are not heard:");
            lines.add("  " + deaf);
        }
    }
}
