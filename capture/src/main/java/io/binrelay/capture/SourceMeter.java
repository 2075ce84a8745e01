package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.DebeziumBinlogSource;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what capture reads, over all sources it opens one after the other. Thread-safe. */
public final class SourceMeter {
    /** Measurement: events read since the process started. */
    static final String EVENTS_SEEN = "total_number_of_events_seen";

    /** Measurement: bytes free in the queue behind the source that is read; absent before the first. */
    static final String QUEUE_REMAINING = "queue_remaining_capacity";

    /** Measurement: milliseconds since anything came from the source that is read; absent before the first. */
    public static final String SOURCE_SILENT = "source_silent_milliseconds";

    private final AtomicLong eventsSeen = new AtomicLong();
    private volatile @Nullable DebeziumBinlogSource current;
    private volatile long heardNanos;

    /** The same source, measured from now on in the place of the one before. */
    BinlogSource measured(DebeziumBinlogSource source) {
        heardNanos = System.nanoTime();
        current = source;
        return new MeasuredSource(source);
    }

    /** Name to value. */
    Map<String, Double> measurements() {
        DebeziumBinlogSource source = current;
        return source == null
                ? Map.of(EVENTS_SEEN, eventsSeen.doubleValue())
                : Map.of(
                        EVENTS_SEEN,
                        eventsSeen.doubleValue(),
                        QUEUE_REMAINING,
                        (double) source.queueRemainingBytes(),
                        SOURCE_SILENT,
                        (double) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos));
    }

    private final class MeasuredSource implements BinlogSource {
        private final BinlogSource source;

        MeasuredSource(BinlogSource source) {
            this.source = requireNonNull(source, "source is null");
        }

        @Override
        public void start(StartPosition from) {
            source.start(from);
        }

        @Override
        public List<BinlogEvent> poll(Duration timeout) {
            List<BinlogEvent> events = source.poll(timeout);
            eventsSeen.addAndGet(events.size());
            if (!events.isEmpty()) {
                heardNanos = System.nanoTime();
            }
            return events;
        }

        @Override
        public void acknowledge(FilePosition durable) {
            source.acknowledge(durable);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
