package io.binrelay.relay.status;

import java.util.List;
import java.util.Optional;

/**
 * All services of a channel side by side.
 *
 * @param capture empty when none has ever announced itself
 * @param appliers one for each replica, sorted by name
 * @param standbys instances that wait to take over, or have been superseded
 */
public record ChannelStatus(
        Optional<ServiceReport> capture, List<ServiceReport> appliers, List<ServiceReport> standbys) {
    public ChannelStatus {
        appliers = List.copyOf(appliers);
        standbys = List.copyOf(standbys);
    }

    /** Puts together what {@link StatusReader#read} has heard. */
    public static ChannelStatus of(List<ServiceReport> reports) {
        List<ServiceReport> speaking = reports.stream()
                .filter(report -> report.status().state().speaksForService())
                .toList();
        return new ChannelStatus(
                speaking.stream()
                        .filter(report -> report.status().service().role() == ServiceRole.CAPTURE)
                        .findFirst(),
                speaking.stream()
                        .filter(report -> report.status().service().role() == ServiceRole.APPLIER)
                        .toList(),
                reports.stream()
                        .filter(report -> !report.status().state().speaksForService())
                        .toList());
    }

    /** The applier of a replica; empty when none has ever announced itself. */
    public Optional<ServiceReport> applier(String replica) {
        return appliers.stream()
                .filter(report -> report.status().service().name().equals(replica))
                .findFirst();
    }

    /** How far an applier is behind capture; empty without a capture to compare with. */
    public Optional<Lag> lagOf(ServiceReport applier) {
        return capture.map(report ->
                Lag.between(report.status().progress(), applier.status().progress()));
    }

    /**
     * How far capture is behind the source, in milliseconds: the time since it knew last that it had everything. Up to
     * the source's heartbeat interval even when there is nothing to capture. Empty when not known.
     */
    public Optional<Long> captureLagMillis() {
        return capture.map(ServiceReport::status)
                .filter(status -> status.progress().caughtUpMicros() > 0)
                .map(status -> Math.max(
                        0,
                        status.sourceMillis(status.heartbeatMillis())
                                - status.progress().caughtUpMicros() / 1000));
    }
}
