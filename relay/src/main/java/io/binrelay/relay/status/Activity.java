package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is doing, as told by its heartbeats and by what it gets done, not by what it takes itself for: idle,
 * stalled and stopped are three different things.
 *
 * @param millis how long that has been so, where the kind says that it counts; else 0
 */
public record Activity(Kind kind, long millis) {
    /** Detail, put into every announcement: milliseconds since the service's loop finished a round. */
    public static final String LOOP_SILENT = "loop.silent.ms";

    /** Detail of capture, likewise: milliseconds since an event or a heartbeat came from the source. */
    public static final String SOURCE_SILENT = "source.silent.ms";

    /** Detail of capture: seconds after which an idle source speaks, {@code source.heartbeat.seconds}. */
    public static final String SOURCE_HEARTBEAT = "source.heartbeat.seconds";

    /** Detail of an applier: when the replica's checkpoint moved last, by the applier's clock, milliseconds. */
    public static final String MOVED = "moved.ms";

    /** Detail of an applier: seconds until the next transaction may be applied; empty when none is held back. */
    public static final String REMAINING_DELAY = "delay.remaining.seconds";

    /**
     * Without progress for so long a service is stalled. An idle replica's checkpoint moves more often, with
     * {@code capture.heartbeat.seconds} as it is by default.
     */
    public static final long STALL_MILLIS = 60_000;

    /** Heartbeats of a source that may be missed before it counts as silent; it counts as lost only later. */
    private static final int MISSED = 3;

    private static final long LEAST_SILENCE_MILLIS = 3_000;

    /** What there is to be told. */
    public enum Kind {
        /** Connects, checks, finds its position. */
        STARTING,
        /** Gets something done. */
        WORKING,
        /** Has done all there is to do. */
        IDLE,
        /** Waits on purpose until a transaction is old enough. */
        DELAYED,
        /** Is there, and gets nothing done though there is something to do. Counted. */
        STALLED,
        /** Is there, but its source says nothing, not even that nothing happens. Counted. */
        SOURCE_SILENT,
        /** Met an error that may pass, and tries again. */
        RETRYING,
        /** Stopped by order, or at its end. */
        STOPPED,
        /** Stopped by an error. */
        FAILED,
        /** Another instance does the work. */
        STANDBY,
        /** Was killed, or cannot reach Kafka: nothing was heard of it. Counted. */
        SILENT
    }

    public Activity {
        requireNonNull(kind, "kind is null");
    }

    /**
     * Of a service.
     *
     * @param capture of the same channel, which knows what there is to apply; empty when there is none
     */
    public static Activity of(ServiceReport report, Optional<ServiceReport> capture) {
        if (report.missing()) {
            return new Activity(Kind.SILENT, report.ageMillis());
        }
        return switch (report.status().state()) {
            case STARTING -> just(Kind.STARTING);
            case RETRYING -> just(Kind.RETRYING);
            case FAILED -> just(Kind.FAILED);
            case HELD, FORGOTTEN, STOPPED -> just(Kind.STOPPED);
            case STANDBY, SUPERSEDED -> just(Kind.STANDBY);
            case RUNNING -> running(report.status(), capture);
        };
    }

    /** {@code idle}, {@code stalled for 75 s}. */
    public String text() {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return millis == 0 ? name : name + " for " + millis / 1_000 + " s";
    }

    private static Activity running(ServiceStatus status, Optional<ServiceReport> capture) {
        long loop = number(status.details(), LOOP_SILENT);
        if (loop >= STALL_MILLIS) {
            return new Activity(Kind.STALLED, loop);
        }
        return status.service().role() == ServiceRole.CAPTURE ? ofCapture(status) : ofApplier(status, capture);
    }

    private static Activity ofCapture(ServiceStatus status) {
        long silent = number(status.details(), SOURCE_SILENT);
        long heartbeat = number(status.details(), SOURCE_HEARTBEAT) * 1_000;
        if (heartbeat > 0 && silent >= Math.max(LEAST_SILENCE_MILLIS, MISSED * heartbeat)) {
            return new Activity(Kind.SOURCE_SILENT, silent);
        }
        return just(status.transactionsPerSecond() > 0 ? Kind.WORKING : Kind.IDLE);
    }

    private static Activity ofApplier(ServiceStatus status, Optional<ServiceReport> capture) {
        if (!status.details().getOrDefault(REMAINING_DELAY, "").isEmpty()) {
            return just(Kind.DELAYED);
        }
        if (capture.isEmpty()) {
            return just(Kind.WORKING);
        }
        ServiceStatus written = capture.get().status();
        if (Lag.between(written.progress(), status.progress()).transactions() == 0) {
            return just(Kind.IDLE);
        }
        long still = Math.min(unmoved(status), written.heartbeatMillis() - written.sinceMillis());
        return still >= STALL_MILLIS ? new Activity(Kind.STALLED, still) : just(Kind.WORKING);
    }

    /** How long the replica has stood still, while its applier was at work. */
    private static long unmoved(ServiceStatus status) {
        long moved = Math.max(status.sinceMillis(), number(status.details(), MOVED));
        return status.heartbeatMillis() - moved;
    }

    private static Activity just(Kind kind) {
        return new Activity(kind, 0);
    }

    private static long number(Map<String, String> details, String name) {
        return Long.parseLong(details.getOrDefault(name, "0"));
    }
}
