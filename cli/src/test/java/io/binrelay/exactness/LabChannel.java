package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.binrelay.capture.CaptureClock;
import io.binrelay.capture.CaptureListener;
import io.binrelay.capture.CaptureLoop;
import io.binrelay.capture.CapturePace;
import io.binrelay.capture.CatalogLabels;
import io.binrelay.capture.LoopSurroundings;
import io.binrelay.capture.core.SourceIdentity;
import io.binrelay.capture.core.TransactionAssembler;
import io.binrelay.capture.source.CatalogReader;
import io.binrelay.capture.source.DebeziumBinlogSource;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Capture of a source into a relay log in memory: the product's own parts, run by the caller's thread. From opening to
 * the first failure.
 */
final class LabChannel implements AutoCloseable {
    /** The log's end is told for at most this long after the source has written something. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Small, so that transactions of a few rows come in fragments too. */
    private static final long FRAGMENT_BYTES = 64 << 10;

    /** Above the ids of servers, which are their ports. */
    private static final AtomicInteger SERVER_IDS = new AtomicInteger(100_000);

    private final String name;
    private final InMemoryRelayLog log = new InMemoryRelayLog(new AvroRecordDecoder());
    private final DebeziumBinlogSource source;
    private final CatalogLabels labels;
    private final RelayWriter writer = log.newWriter();
    private final CaptureLoop loop;
    private final Listener listener;
    private final RelayRecordBuilder records;
    private @Nullable String failure;

    private LabChannel(
            String name, SourceSettings settings, SourceInspection inspection, FilterRules filters, FilePosition from) {
        this.name = name;
        this.labels = new CatalogLabels(new CatalogReader(settings));
        this.listener = new Listener(labels);
        this.source = new DebeziumBinlogSource(settings);
        StartPosition start = new StartPosition.AtFile(from);
        source.start(start);
        LogTail tail = writer.open();
        SourceInspection.Server server = inspection.server();
        SourceIdentity identity =
                new SourceIdentity(server.family(), requireNonNullElse(server.uuid(), ""), server.serverId());
        records = new RelayRecordBuilder(labels);
        ReplicationFilter filter =
                new ReplicationFilter(filters, new NameComparison(server.family(), server.lowerCaseTableNames()));
        loop = new CaptureLoop(
                source,
                new TransactionAssembler(identity, FRAGMENT_BYTES, records, filter, tail, start),
                writer,
                tail,
                new CapturePace(1 << 20, Duration.ofMillis(100), Duration.ofSeconds(10)),
                new LoopSurroundings(new MachineClock(), Stages.UNWATCHED, listener));
    }

    /** Opens a channel that begins where the source is now. */
    static LabChannel open(LabServer source, FilePosition from) {
        return open(source, from, FilterRules.NONE);
    }

    /** @param filters what of the source enters the log */
    static LabChannel open(LabServer source, FilePosition from, FilterRules filters) {
        int id = SERVER_IDS.incrementAndGet();
        SourceSettings settings =
                new SourceSettings(source.host(), source.port(), LabServer.ACCOUNT, LabServer.ACCOUNT_PASSWORD, id);
        return new LabChannel("lab" + id, settings, new SourceInspector(settings).inspect(), filters, from);
    }

    String name() {
        return name;
    }

    InMemoryRelayLog log() {
        return log;
    }

    /** Number of the last transaction in the log; 0 while there is none. */
    long lastSequence() {
        RecordHeader last = listener.last;
        return last == null ? 0 : last.sequence();
    }

    /** Events kept whole because their cells did not come back to the byte. */
    long opaqueEvents() {
        return records.opaqueEvents();
    }

    /**
     * Captures until the log holds everything before a position.
     *
     * @return why it cannot; null when it does
     */
    @Nullable
    String captureUntil(FilePosition end) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (failure == null && !reached(end)) {
            if (System.nanoTime() > deadline) {
                failure = "capture did not reach " + end + " within " + TIMEOUT + ": " + listener.last;
                break;
            }
            try {
                loop.runOnce();
            } catch (SourceException | BinrelayException e) {
                failure = "capture: " + e.getMessage();
            }
        }
        return failure;
    }

    private boolean reached(FilePosition end) {
        RecordHeader last = listener.last;
        return last != null && last.resumePosition().compareTo(end) >= 0;
    }

    @Override
    public void close() {
        source.close();
        writer.close();
        labels.close();
    }

    private static final class Listener implements CaptureListener {
        private final CatalogLabels labels;
        private @Nullable RecordHeader last;

        Listener(CatalogLabels labels) {
            this.labels = requireNonNull(labels, "labels is null");
        }

        @Override
        public void committed(RecordHeader header, long transactions) {
            last = header;
        }

        @Override
        public void transactionWritten(RecordHeader last) {}

        @Override
        public void statementRead() {
            labels.forget();
        }
    }

    private static final class MachineClock implements CaptureClock {
        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) {
            LockSupport.parkNanos(time.toNanos());
        }
    }
}
