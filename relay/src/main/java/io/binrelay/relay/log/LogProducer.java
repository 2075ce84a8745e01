package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One of the transactional producers of a {@link KafkaRelayWriter}. Whoever fills its transaction does not touch it
 * while another thread commits that.
 */
final class LogProducer {
    /** A marker takes less than this on a broker that is not overloaded. */
    private static final long MARKER_NANOS = 1_000_000;

    /**
     * The first failure of a send.
     *
     * @param record what it was about
     */
    record Refusal(String record, Exception thrown) {}

    private final Producer<byte[], byte[]> producer;
    private boolean filling;
    private @Nullable Future<?> commit;
    private volatile boolean open;
    private volatile long begunMillis;
    private volatile long committedNanos = System.nanoTime() - MARKER_NANOS;

    /** Set by the producer's own thread. */
    private volatile @Nullable Refusal refusal;

    /** @param settings with its transactional id */
    LogProducer(Map<String, Object> settings) {
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Fences whoever wrote under its transactional id before, and ends what they left open. */
    void register() {
        producer.initTransactions();
    }

    /** Whether there is a transaction to send to. */
    boolean isFilling() {
        return filling;
    }

    /** For how long its transaction has not ended, milliseconds; 0 when there is none. Any thread. */
    long openMillis() {
        return open ? System.currentTimeMillis() - begunMillis : 0;
    }

    /** What was refused; null while nothing was. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Begins a transaction once the one before has ended, well or not. */
    void begin() {
        CommitQueue.await(commit);
        commit = null;
        awaitMarker();
        producer.beginTransaction();
        filling = true;
        open = true;
        begunMillis = System.currentTimeMillis();
    }

    /**
     * A record's parts are in one transaction, since nothing but a commit ends one. A part that was refused makes the
     * rest void, and ends it.
     */
    void send(EncodedRecord record, RecordCutter cutter) {
        requireNonNull(cutter, "cutter is null");
        RecordHeader header = record.header();
        int size = record.length();
        int count = cutter.countOf(record);
        for (int number = 1; number <= count && refusal == null; number++) {
            // Not awaited: flush does, and the callback keeps the failure, but not the bytes.
            Future<RecordMetadata> unused = producer.send(cutter.part(record, number), (metadata, exception) -> {
                if (exception != null && refusal == null) {
                    refusal = new Refusal(describe(header, size), exception);
                }
            });
        }
    }

    /** Waits until all in-sync brokers have what was sent, or it was refused. */
    void flush() {
        producer.flush();
    }

    /** Leaves the transaction to the one who commits it. */
    void handOver(CommitQueue commits, Runnable durable) {
        filling = false;
        commit = commits.add(this, durable);
    }

    /** Commits what was handed over. */
    void commit() {
        producer.commitTransaction();
        committedNanos = System.nanoTime();
        open = false;
    }

    /** Gives up what was sent. */
    void abort() {
        filling = false;
        producer.abortTransaction();
        open = false;
    }

    void close(Duration timeout) {
        producer.close(timeout);
    }

    Map<MetricName, ? extends Metric> metrics() {
        return producer.metrics();
    }

    /** A record as messages name it. */
    static String describe(RecordHeader header, int bytes) {
        return "transaction " + header.sequence() + " (" + header.begin()
                + (header.gtid() == null ? "" : ", GTID " + header.gtid()) + ", " + bytes + " bytes)";
    }

    /**
     * Brokers answer a commit before they have written its marker. What is produced in between is turned away, to be
     * tried again 20 ms later ({@code add.partitions.to.txn.retry.backoff.ms}), which is long beside waiting a little.
     */
    private void awaitMarker() {
        long left = committedNanos + MARKER_NANOS - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = committedNanos + MARKER_NANOS - System.nanoTime();
        }
    }
}
