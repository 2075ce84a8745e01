package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.core.SourceIdentity;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.LogSize;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidCollector;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a capture tells about itself: state, how far the log is written, rate, last error, and as details
 * {@value #SOURCE_POSITION} (where the source's binary log ends, asked every few seconds), {@value #SOURCE_GTIDS} and
 * {@value #OPAQUE_EVENTS} (rows events kept as bytes because typed values would not have been exact).
 *
 * <p>Thread-safe.
 */
public final class CaptureReport {
    /** Detail: the end of the source's binary log, {@code FILE:POS}. */
    public static final String SOURCE_POSITION = "source.position";

    /** Detail: the GTIDs in the source's binary log. */
    public static final String SOURCE_GTIDS = "source.gtids";

    /** Detail: the account that capture uses on the source. */
    public static final String SOURCE_USER = "source.user";

    /** Detail: TLS to the source, the value of {@code source.ssl.mode}. */
    public static final String SOURCE_SSL = "source.ssl.mode";

    /** Detail: seconds between two attempts to connect at most. */
    public static final String CONNECT_RETRY = "retry.seconds";

    /** Detail: server_id of the source. */
    public static final String SOURCE_SERVER_ID = "source.server.id";

    /** Detail: server_uuid of the source; empty where it has none. */
    public static final String SOURCE_UUID = "source.uuid";

    /** Detail: GTIDs of the transactions written to the log since the process started. */
    public static final String RETRIEVED_GTIDS = "gtids.retrieved";

    /** Detail: bytes of one copy of the relay log, as it is on a broker's disk. */
    public static final String LOG_BYTES = "log.bytes";

    /** Detail: offset of the oldest record that the relay log keeps. */
    public static final String LOG_BEGIN = "log.begin";

    /** Detail: offset behind the newest record of the relay log. */
    public static final String LOG_END = "log.end";

    /** A set may be long, and status is looked at by people. */
    private static final long GTIDS_EVERY_NANOS = 1_000_000_000L;

    /** Detail: rows events kept as bytes since the process started. */
    public static final String OPAQUE_EVENTS = "opaque.events";

    /** Detail: which was the last of them, and why. */
    public static final String LAST_OPAQUE_EVENT = "opaque.events.last";

    private final StatusSink sink;
    private final CaptureClock clock;
    private final TransactionRate rate;
    private ServiceStatus status;
    private long opaqueEvents;
    private @Nullable GtidCollector retrieved;
    private long gtidsToldNanos;

    /** @param starting the status to begin with, published at once */
    public CaptureReport(ServiceStatus starting, StatusSink sink, CaptureClock clock) {
        this.status = requireNonNull(starting, "starting is null");
        this.sink = requireNonNull(sink, "sink is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.rate = new TransactionRate(clock.nanos());
        sink.publish(status);
    }

    /** {@code binlog.000007:4}, or the GTID set, for messages. */
    static String describe(StartPosition start) {
        return start instanceof StartPosition.AtFile at
                ? "from " + at.position()
                : "after GTIDs " + ((StartPosition.AfterGtids) start).gtidSet();
    }

    /** A session was opened on this log. */
    synchronized void running(LogTail tail) {
        RecordHeader last = tail.last();
        if (last != null) {
            Progress before = status.progress();
            status = status.withProgress(
                    new Progress(
                            last.resumePosition(),
                            last.gtid() == null ? before.gtid() : last.gtid(),
                            tail.nextSequence() - 1,
                            before.offset(),
                            last.kind() == RecordKind.TRANSACTION ? last.commitMicros() : before.commitMicros(),
                            before.caughtUpMicros(),
                            before.transactions()),
                    status.transactionsPerSecond());
        }
        publish(status.withState(ServiceState.RUNNING, clock.epochMillis()));
    }

    /** See {@link CaptureListener#committed}. */
    synchronized void committed(RecordHeader last, long transactions) {
        long now = clock.nanos();
        rate.count(transactions, now);
        ServiceStatus next = status.withProgress(progressAt(last, transactions), rate.perSecond(now));
        if (retrieved != null && now - gtidsToldNanos >= GTIDS_EVERY_NANOS) {
            gtidsToldNanos = now;
            next = next.withDetail(RETRIEVED_GTIDS, retrieved.set().toString());
        }
        publish(next);
    }

    /** See {@link CaptureListener#transactionWritten}. */
    synchronized void retrieved(RecordHeader last) {
        String gtid = last.gtid();
        if (gtid != null) {
            GtidCollector collector = retrieved;
            if (collector == null) {
                collector = new GtidCollector(last.source().family());
                retrieved = collector;
            }
            collector.add(gtid);
        }
    }

    /** Whose log is read, and how far its clock is ahead of this machine's. */
    synchronized void source(SourceIdentity identity, long aheadMillis) {
        publish(status.withDetail(SOURCE_SERVER_ID, Long.toString(identity.serverId()))
                .withDetail(SOURCE_UUID, identity.uuid())
                .withDetail(ServiceStatus.SOURCE_AHEAD, Long.toString(aheadMillis)));
    }

    private Progress progressAt(RecordHeader last, long transactions) {
        Progress before = status.progress();
        boolean heartbeat = last.kind() == RecordKind.HEARTBEAT;
        long told = heartbeat ? last.timestampSeconds() * 1_000_000 : last.commitMicros();
        FilePosition position = last.resumePosition();
        return new Progress(
                position,
                heartbeat || !last.last() ? before.gtid() : last.gtid(),
                last.last() ? last.sequence() : last.sequence() - 1,
                before.offset(),
                heartbeat || !last.last() ? before.commitMicros() : last.commitMicros(),
                last.last() ? Math.max(before.caughtUpMicros(), told) : before.caughtUpMicros(),
                before.transactions() + transactions);
    }

    /** A failure that may pass. */
    synchronized void retrying(Throwable failure) {
        long now = clock.epochMillis();
        publish(status.withError(met(failure, now)).withState(ServiceState.RETRYING, now));
    }

    /** A failure that does not pass. */
    synchronized void failed(Throwable failure) {
        long now = clock.epochMillis();
        publish(status.withError(met(failure, now)).withState(ServiceState.FAILED, now));
    }

    /** Met at one attempt after the other it is one error, since its first time. */
    private Failure met(Throwable thrown, long now) {
        Failure failure = Failure.of(thrown, now);
        Failure known = status.lastError();
        return status.state() == ServiceState.RETRYING && known != null && known.isLike(failure)
                ? known.again(1)
                : failure;
    }

    /** Another capture of the channel has taken over. */
    synchronized void superseded(Throwable failure) {
        long now = clock.epochMillis();
        publish(status.withError(Failure.of(failure, now)).withState(ServiceState.SUPERSEDED, now));
    }

    /** The end, unless it was a failure: that stays to be seen. */
    synchronized void stopped() {
        if (status.state() != ServiceState.FAILED && status.state() != ServiceState.SUPERSEDED) {
            publish(status.withState(ServiceState.STOPPED, clock.epochMillis()));
        }
    }

    /** So many more rows events were kept as bytes. */
    synchronized void opaqueEvents(long more, String lastReason) {
        opaqueEvents += more;
        detail(OPAQUE_EVENTS, Long.toString(opaqueEvents));
        detail(LAST_OPAQUE_EVENT, lastReason);
    }

    /** One of the details. */
    synchronized void detail(String name, String text) {
        if (!text.equals(status.details().get(name))) {
            publish(status.withDetail(name, text));
        }
    }

    /** Whether the source is being read. */
    synchronized boolean isRunning() {
        return status.state() == ServiceState.RUNNING;
    }

    /** How large the log is. */
    void logSize(LogSize size) {
        details(Map.of(
                LOG_BYTES, Long.toString(size.bytes()),
                LOG_BEGIN, Long.toString(size.begin()),
                LOG_END, Long.toString(size.end())));
    }

    /** How large a capture says that its log is; empty when it does not. */
    public static Optional<LogSize> logSize(Map<String, String> details) {
        String bytes = details.get(LOG_BYTES);
        String begin = details.get(LOG_BEGIN);
        String end = details.get(LOG_END);
        return bytes == null || begin == null || end == null
                ? Optional.empty()
                : Optional.of(new LogSize(Long.parseLong(bytes), Long.parseLong(begin), Long.parseLong(end)));
    }

    /** Several of the details, at once. */
    synchronized void details(Map<String, String> texts) {
        ServiceStatus next = status;
        for (Map.Entry<String, String> each : texts.entrySet()) {
            next = next.withDetail(each.getKey(), each.getValue());
        }
        if (!next.details().equals(status.details())) {
            publish(next);
        }
    }

    private void publish(ServiceStatus next) {
        status = next;
        sink.publish(next);
    }
}
