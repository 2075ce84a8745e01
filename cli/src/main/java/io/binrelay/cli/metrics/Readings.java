package io.binrelay.cli.metrics;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.ApplierReport;
import io.binrelay.capture.SemiSyncReport;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Lag;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.SkippedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a service's status says in numbers. What is not known is left out: a number that stands for "unknown" would be
 * taken for one. Pure.
 */
final class Readings {
    private final ServiceStatus own;
    private final Optional<ServiceReport> capture;
    private final long nowMillis;
    private final List<Reading> readings = new ArrayList<>();

    private Readings(ServiceStatus own, Optional<ServiceReport> capture, long nowMillis) {
        this.own = requireNonNull(own, "own is null");
        this.capture = requireNonNull(capture, "capture is null");
        this.nowMillis = nowMillis;
    }

    /**
     * Of a service.
     *
     * @param channel what all services announced a moment ago; empty when that is not known
     * @param measured {@link io.binrelay.relay.service.Service#measurements}, by the ends of the metrics' names, those
     *     of Kafka's clients by the whole names
     * @param counts over the statuses before
     */
    static List<Reading> of(
            ServiceStatus own,
            Optional<ChannelStatus> channel,
            Map<String, Double> measured,
            Counts counts,
            long nowMillis) {
        Readings made = new Readings(own, channel.flatMap(ChannelStatus::capture), nowMillis);
        made.addState();
        made.addKafkaClient(measured);
        made.addActivity();
        if (own.service().role() == ServiceRole.CAPTURE) {
            made.addCapture(measured, counts.disconnects());
        } else if (own.state().speaksForService()) {
            made.addApplier();
        }
        if (own.service().role() == ServiceRole.APPLIER) {
            made.addApplied(counts.errors());
        }
        return List.copyOf(made.readings);
    }

    private void addState() {
        for (ServiceState state : ServiceState.values()) {
            readings.add(Reading.of(
                    Metric.SERVICE_STATE,
                    own.state() == state,
                    own.service().channel(),
                    own.service().serviceKey(),
                    state.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Named in full as they are measured. */
    private void addKafkaClient(Map<String, Double> measured) {
        for (Metric metric : Metric.values()) {
            Double value = measured.get(metric.metricName());
            if (value != null) {
                readings.add(Reading.of(
                        metric, value, own.service().channel(), own.service().serviceKey()));
            }
        }
    }

    private void addActivity() {
        Activity now = Activity.of(new ServiceReport(own.announcedAt(nowMillis), 0), capture);
        for (Activity.Kind kind : Activity.Kind.values()) {
            readings.add(Reading.of(
                    Metric.SERVICE_ACTIVITY,
                    now.kind() == kind,
                    own.service().channel(),
                    own.service().serviceKey(),
                    kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    private void addApplied(Map<Integer, Long> errors) {
        String channel = own.service().channel();
        String replica = own.service().name();
        readings.add(Reading.of(Metric.APPLY_TRANSACTIONS, own.progress().transactions(), channel, replica));
        readings.add(
                Reading.of(Metric.APPLY_SKIPPED_ERRORS, SkippedErrors.of(own).count(), channel, replica));
        String retries = own.details().getOrDefault(ApplierReport.RETRIES, "0");
        readings.add(Reading.of(Metric.APPLY_RETRIES, Long.parseLong(retries), channel, replica));
        errors.forEach((errno, times) ->
                readings.add(Reading.of(Metric.APPLY_ERRORS, times, channel, replica, Integer.toString(errno))));
    }

    private void addCapture(Map<String, Double> measured, long disconnects) {
        String[] labels = {own.service().channel(), host(own.server())};
        long caughtUp = own.progress().caughtUpMicros();
        if (caughtUp > 0) {
            readings.add(Reading.of(
                    Metric.MILLISECONDS_BEHIND_SOURCE,
                    Math.max(0, own.sourceMillis(nowMillis) - caughtUp / 1000),
                    labels));
        }
        readings.add(Reading.of(Metric.NUMBER_OF_DISCONNECTS, disconnects, labels));
        readings.add(Reading.of(
                Metric.CAPTURE_TRANSACTIONS,
                own.progress().transactions(),
                own.service().channel()));
        SemiSyncReport.of(own.details()).ifPresent(semiSync -> addSemiSync(semiSync, labels));
        for (Metric metric : List.of(Metric.QUEUE_REMAINING_CAPACITY, Metric.EVENTS_SEEN)) {
            measured.forEach((name, value) -> {
                if (metric.metricName().equals("binrelay_capture_" + name)) {
                    readings.add(Reading.of(metric, value, labels));
                }
            });
        }
    }

    private void addSemiSync(SemiSyncReport semiSync, String... labels) {
        readings.add(Reading.of(Metric.SEMI_SYNC_COVERED, semiSync.covered(), labels));
        readings.add(Reading.of(Metric.SEMI_SYNC_UNCOVERED, semiSync.uncoveredInAll(), labels));
        readings.add(Reading.of(Metric.SEMI_SYNC_ACKNOWLEDGEMENTS, semiSync.acknowledgements(), labels));
        if (semiSync.commits() > 0) {
            readings.add(Reading.of(Metric.SEMI_SYNC_WAIT, semiSync.waitMedianMicros(), labels[0], labels[1], "0.5"));
            readings.add(Reading.of(Metric.SEMI_SYNC_WAIT, semiSync.wait99Micros(), labels[0], labels[1], "0.99"));
        }
    }

    private void addApplier() {
        String channel = own.service().channel();
        String replica = own.service().name();
        String master = capture.map(report -> host(report.status().server())).orElse("");
        String[] labels = {channel, master, replica};
        readings.add(Reading.of(Metric.SLAVE_SQL_RUNNING, own.state().atWork(), labels));
        Failure failure = own.lastError();
        boolean heldUp = own.state() == ServiceState.RETRYING || own.state() == ServiceState.FAILED;
        readings.add(Reading.of(Metric.LAST_SQL_ERRNO, failure != null && heldUp ? failure.errno() : 0, labels));
        capture.ifPresent(report -> {
            readings.add(Reading.of(Metric.SLAVE_IO_RUNNING, report.running(), labels));
            long behind =
                    Lag.between(report.status().progress(), own.progress()).transactions();
            readings.add(Reading.of(Metric.TRANSACTIONS_BEHIND, behind, channel, replica));
            Lag.secondsBehindSource(report, own, nowMillis)
                    .ifPresent(seconds -> readings.add(Reading.of(Metric.SECONDS_BEHIND_MASTER, seconds, labels)));
        });
    }

    /** Without the port; an IPv6 address keeps its brackets. */
    private static String host(String server) {
        int colon = server.lastIndexOf(':');
        return colon < 0 ? server : server.substring(0, colon);
    }
}
