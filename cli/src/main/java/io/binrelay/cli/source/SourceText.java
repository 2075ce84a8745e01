package io.binrelay.cli.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceReaders;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.output.TextTable;
import io.binrelay.cli.source.SourceView.Asked;
import io.binrelay.relay.log.LogExtent;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A source for people: a head, and a table for each kind of thing. */
public final class SourceText {
    private static final String NOTHING = "-";

    private final SourceView view;

    public SourceText(SourceView view) {
        this.view = requireNonNull(view, "view is null");
    }

    /** The lines to print. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Source: " + who());
        lines.add("Position: " + view.position().map(Object::toString).orElse(NOTHING));
        lines.add("Executed_Gtid_Set: "
                + view.gtidSet().filter(text -> !text.isEmpty()).orElse(NOTHING));
        lines.add("Relay log: " + view.log().map(SourceText::held).orElse(NOTHING));
        view.asked().ifPresent(asked -> {
            section(lines, "Binary log files", files(asked.files()));
            section(lines, "Replicas registered with the source", registered(asked.readers()));
            section(lines, "Dump threads", dumps(asked.readers()));
        });
        view.status().ifPresent(status -> section(lines, "Replicas of the channel", replicas(status)));
        TextTable semiSync = semiSync();
        if (semiSync.lines().size() > 2) {
            section(lines, "Semi-synchronous replication", semiSync);
        }
        if (!view.notes().isEmpty()) {
            lines.add("");
            view.notes().forEach(note -> lines.add("Note: " + note));
        }
        return lines;
    }

    private String who() {
        if (view.asked().isPresent()) {
            Asked asked = view.asked().get();
            SourceInspection.Server server = asked.inspection().server();
            return asked.address() + ", " + server.version() + ", server_id " + server.serverId()
                    + (server.uuid() == null ? "" : ", server_uuid " + server.uuid());
        }
        return view.capture()
                .map(report -> report.status().server() + ", as capture announced it "
                        + Amount.duration(Duration.ofMillis(report.ageMillis())) + " ago")
                .orElse("unknown: no capture ever announced itself");
    }

    private static String held(LogExtent log) {
        return log.end()
                .map(end -> log.first() + " to " + end + ", transactions up to #"
                        + Amount.count(log.tail().nextSequence() - 1))
                .orElse("empty");
    }

    private static void section(List<String> lines, String title, TextTable table) {
        lines.add("");
        lines.add(title + ":");
        List<String> rows = table.lines();
        if (rows.size() == 2) {
            lines.add("  none");
            return;
        }
        rows.forEach(row -> lines.add("  " + row));
    }

    private static TextTable files(List<HeldFile> files) {
        TextTable table = new TextTable()
                .column("file")
                .column("bytes", TextTable.Align.RIGHT)
                .column("in the relay log");
        for (HeldFile file : files) {
            table.row(file.name(), Amount.count(file.size()), extent(file));
        }
        return table;
    }

    private static String extent(HeldFile file) {
        return switch (file.extent()) {
            case NONE -> "none";
            case ALL -> "all";
            case PARTLY -> file.from() == 0 ? "up to " + file.to() : "from " + file.from() + " to " + file.to();
        };
    }

    private static TextTable registered(SourceReaders readers) {
        TextTable table = new TextTable()
                .column("server_id", TextTable.Align.RIGHT)
                .column("host")
                .column("port", TextTable.Align.RIGHT);
        for (SourceReaders.Registered reader : readers.registered()) {
            table.row(
                    Long.toString(reader.serverId()),
                    reader.host().isEmpty() ? NOTHING : reader.host(),
                    Integer.toString(reader.port()));
        }
        return table;
    }

    private static TextTable dumps(SourceReaders readers) {
        TextTable table = new TextTable()
                .column("connection", TextTable.Align.RIGHT)
                .column("user")
                .column("host")
                .column("command")
                .column("time", TextTable.Align.RIGHT)
                .column("state");
        for (SourceReaders.Dump dump : readers.dumps()) {
            table.row(
                    Long.toString(dump.id()),
                    dump.user(),
                    dump.client(),
                    dump.command(),
                    Long.toString(dump.seconds()),
                    dump.state());
        }
        return table;
    }

    /** The source's counters under their own names, and ours behind them. */
    private TextTable semiSync() {
        TextTable table = new TextTable().column("counter").column("value", TextTable.Align.RIGHT);
        view.asked()
                .flatMap(Asked::semiSync)
                .ifPresent(source -> source.counters()
                        .forEach((name, value) -> table.row("Rpl_semi_sync_" + source.role() + "_" + name, value)));
        view.acknowledgements().ifPresent(capture -> {
            table.row("commits wait for the relay log", capture.state() + " since " + capture.since());
            table.row("commits not covered since then", Amount.count(capture.uncovered()));
            table.row("commits not covered in all", Amount.count(capture.uncoveredInAll()));
            table.row("acknowledgements sent", Amount.count(capture.acknowledgements()));
            table.row("commits acknowledged", Amount.count(capture.commits()));
            table.row(
                    "last acknowledged position", capture.acknowledged().isEmpty() ? NOTHING : capture.acknowledged());
            table.row("wait for capture, p50", micros(capture.waitMedianMicros()));
            table.row("wait for capture, p99", micros(capture.wait99Micros()));
        });
        return table;
    }

    private static String micros(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0);
    }

    private static TextTable replicas(ChannelStatus status) {
        TextTable table = new TextTable()
                .column("replica")
                .column("server")
                .column("state")
                .column("source position")
                .column("gtid")
                .column("behind");
        for (ServiceReport report : status.appliers()) {
            table.row(
                    report.status().service().name(),
                    report.status().server(),
                    report.missing()
                            ? "not running"
                            : report.status().state().name().toLowerCase(Locale.ROOT),
                    text(report.status().progress().position()),
                    text(report.status().progress().gtid()),
                    status.lagOf(report)
                            .map(lag -> Amount.count(lag.transactions()) + " tx")
                            .orElse(NOTHING));
        }
        return table;
    }

    private static String text(@Nullable Object value) {
        return value == null ? NOTHING : value.toString();
    }
}
