package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.output.Amount;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Lag;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Whether capture and appliers do their work, by what they announce. */
final class ServiceFindings {
    static final String START_CAPTURE = "binrelay capture --config capture.properties";

    private static final String START_APPLIER = "binrelay applier --config applier.properties";
    private static final String CHECK = "running";

    private final Optional<ChannelStatus> channel;
    private final String bootstrapServers;

    /**
     * @param channel empty when no service of it ever announced itself
     * @param bootstrapServers for commands
     */
    ServiceFindings(Optional<ChannelStatus> channel, String bootstrapServers) {
        this.channel = requireNonNull(channel, "channel is null");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
    }

    /** Capture. */
    Finding capture() {
        Optional<ServiceReport> report = channel.flatMap(ChannelStatus::capture);
        return report.map(found -> of(Subject.CAPTURE, found, START_CAPTURE, behindSource()))
                .orElseGet(() -> neverSeen(Subject.CAPTURE, START_CAPTURE));
    }

    /** The applier of a replica. */
    Finding applier(Subject subject, String replica) {
        Optional<ServiceReport> report = channel.flatMap(status -> status.applier(replica));
        return report.map(found -> of(subject, found, START_APPLIER, behindLog(found)))
                .orElseGet(() -> neverSeen(subject, START_APPLIER));
    }

    private static Finding neverSeen(Subject subject, String start) {
        return subject.warning(CHECK, "has never announced itself", "Start it: " + start);
    }

    private Finding of(Subject subject, ServiceReport report, String process, String behind) {
        ServiceStatus status = report.status();
        String where = " on " + status.service().host() + ", process "
                + status.service().pid();
        ServiceState state = status.state();
        Failure failure = status.lastError();
        String error = failure == null ? "" : ": " + failure.message();
        String start = "binrelay start " + status.service().name() + " --kafka " + bootstrapServers + " --channel "
                + status.service().channel();
        if (report.missing()) {
            return state == ServiceState.FAILED
                    ? subject.fail(
                            CHECK,
                            "ended with an error" + where + error,
                            "When that is mended, start it again: " + process)
                    : subject.fail(
                            CHECK,
                            "silent for " + Amount.duration(Duration.ofMillis(report.ageMillis())) + " (was "
                                    + word(state) + where + "): it was killed, or cannot reach Kafka",
                            "See its log, and start it again: " + process);
        }
        return switch (state) {
            case RUNNING -> subject.ok(CHECK, "running" + where + behind);
            case STARTING -> subject.ok(CHECK, "starting" + where);
            case RETRYING -> subject.fail(CHECK, "tries again and again" + where + error, "");
            case FAILED ->
                subject.fail(CHECK, "waits after an error" + where + error, "When that is mended, run: " + start);
            case HELD, FORGOTTEN -> subject.warning(CHECK, "stopped by order" + where, "Run: " + start);
            case STANDBY, SUPERSEDED, STOPPED -> subject.warning(CHECK, word(state) + where, "Start it: " + process);
        };
    }

    private static String word(ServiceState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private String behindSource() {
        return channel.flatMap(ChannelStatus::captureLagMillis)
                .map(millis -> ", " + Amount.duration(Duration.ofMillis(millis)) + " behind the source")
                .orElse("");
    }

    private String behindLog(ServiceReport applier) {
        Optional<Lag> lag = channel.flatMap(status -> status.lagOf(applier));
        return lag.map(behind -> ", " + Amount.count(behind.transactions()) + " transactions behind the log")
                .orElse("");
    }
}
