package io.binrelay.relay.events;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.SkippedErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells from one status after the other what happened to a service. What repeats is told once: an error that is met at
 * every attempt, and the states a service passes through between two attempts. Not thread-safe.
 */
final class EventDetector {
    /** A service that tries again has succeeded once it has got further, or has been all right for so long. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    /** A service that fails in more ways than this, one after the other, is told of as failing anew. */
    private static final int MOST_OPEN = 8;

    /** What is left out in floods is told of this often. */
    private static final Duration BETWEEN_SKIPPED = Duration.ofSeconds(5);

    /** Of the last event. */
    private @Nullable ServiceStatus told;

    /** Errors that were met since the service did its work last, in the order of their last meeting. */
    private final List<OpenError> open = new ArrayList<>();

    /** As it was told last; a status shows it on when it is over. */
    private @Nullable Failure seen;

    private long skippedTold;
    private long skippedToldMillis = Long.MIN_VALUE / 2;

    /**
     * What is new.
     *
     * @param nowMillis milliseconds since the epoch
     * @return in the order of happening; mostly nothing
     */
    List<ServiceEvent> next(ServiceStatus status, long nowMillis) {
        List<ServiceEvent> events = new ArrayList<>(2);
        addSkipped(events, status, nowMillis);
        Failure met = status.lastError();
        if (met != null && !met.equals(seen)) {
            seen = met;
            if (isNew(met)) {
                if (open.size() > MOST_OPEN) {
                    addCount(events, open.remove(0), status, nowMillis);
                }
                events.add(event(EventKind.ERROR, status, met.atMillis(), met));
                told = status;
                return events;
            }
        }
        ServiceStatus before = told;
        if (before == null || (status.state() != before.state() && hasSettled(before, status, nowMillis))) {
            addChange(events, status);
            told = status;
        }
        return events;
    }

    /** Many at a time are one event, with their number and the last of them. */
    private void addSkipped(List<ServiceEvent> events, ServiceStatus status, long nowMillis) {
        SkippedErrors skipped = SkippedErrors.of(status);
        if (skipped.count() < skippedTold) {
            skippedTold = 0; // The service has begun its work anew.
        }
        boolean due = nowMillis - skippedToldMillis >= BETWEEN_SKIPPED.toMillis()
                || !status.state().atWork();
        if (skipped.count() > skippedTold && due) {
            events.add(event(
                    EventKind.SKIPPED,
                    status,
                    nowMillis,
                    new Failure(
                            ErrorCode.APPLY,
                            skipped.errno(),
                            skipped.message(),
                            nowMillis,
                            skipped.count() - skippedTold)));
            skippedTold = skipped.count();
            skippedToldMillis = nowMillis;
        }
    }

    private boolean isNew(Failure met) {
        for (OpenError error : open) {
            if (error.first.isLike(met)) {
                error.meet(met);
                open.remove(error);
                open.add(error);
                return false;
            }
        }
        open.add(new OpenError(met));
        return true;
    }

    private void addChange(List<ServiceEvent> events, ServiceStatus status) {
        boolean failed = status.state() == ServiceState.FAILED;
        OpenError last = failed && !open.isEmpty() ? open.get(open.size() - 1) : null;
        int before = events.size();
        for (OpenError error : open) {
            if (error == last) {
                events.add(event(EventKind.REPEATED, status, status.sinceMillis(), error.counted()));
            } else {
                addCount(events, error, status, status.sinceMillis());
            }
        }
        if (events.size() == before) {
            events.add(event(EventKind.STATE, status, status.sinceMillis(), null));
        }
        open.forEach(OpenError::tell);
        if (failed || !isFailing(status.state())) {
            open.clear();
        }
    }

    private static void addCount(List<ServiceEvent> events, OpenError error, ServiceStatus status, long atMillis) {
        if (error.hasMoreToTell()) {
            events.add(event(EventKind.REPEATED, status, atMillis, error.counted()));
        }
    }

    /** An error as it was met first, and how often it was met since. */
    private static final class OpenError {
        private final Failure first;
        private Failure current;
        private long timesBefore;
        private long timesTold;

        OpenError(Failure first) {
            this.first = first;
            this.current = first;
            this.timesTold = first.times();
        }

        /** Another time says that it was not met in a row: counted anew. */
        void meet(Failure met) {
            if (met.atMillis() != current.atMillis()) {
                timesBefore += current.times();
            }
            current = met;
        }

        boolean hasMoreToTell() {
            return times() > timesTold;
        }

        void tell() {
            timesTold = times();
        }

        Failure counted() {
            return first.again(times() - first.times());
        }

        private long times() {
            return timesBefore + current.times();
        }
    }

    private static boolean hasSettled(ServiceStatus before, ServiceStatus status, long nowMillis) {
        boolean wavers = before.state() == ServiceState.RETRYING
                && (status.state() == ServiceState.STARTING || status.state().ready());
        if (!wavers) {
            return true;
        }
        Progress then = before.progress();
        Progress now = status.progress();
        return now.transactions() > then.transactions()
                || now.caughtUpMicros() > then.caughtUpMicros()
                || nowMillis - status.sinceMillis() >= SETTLING.toMillis();
    }

    private static boolean isFailing(ServiceState state) {
        return state == ServiceState.RETRYING || state == ServiceState.SUPERSEDED;
    }

    private static ServiceEvent event(EventKind kind, ServiceStatus status, long atMillis, @Nullable Failure failure) {
        return new ServiceEvent(
                kind,
                atMillis,
                status.service().serviceKey(),
                status.service().host(),
                status.service().pid(),
                status.state(),
                status.progress(),
                failure);
    }
}
