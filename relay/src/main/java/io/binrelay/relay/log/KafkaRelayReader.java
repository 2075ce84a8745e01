package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a relay log as a member of the replica's consumer group, {@code binrelay-applier-CHANNEL-REPLICA}. A thread of
 * its own polls and decodes ahead, up to a number of bytes.
 */
public final class KafkaRelayReader implements RelayReader {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRelayReader.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final RelayTopic topic;
    private final String incarnation;
    private final Admin admin;
    private final TopicWatch watch;
    private final ReadBuffer buffer;
    private final ReaderLoop loop;
    private final ClientMeter meter;
    private final Consumer<byte[], byte[]> consumer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    /**
     * Connects and joins the group.
     *
     * @param replica the replica's name, the same for all members of the group
     * @param bufferBytes most bytes of encoded records to read ahead, those handed out last included
     * @throws io.binrelay.relay.service.BinrelayException (KAFKA) unreachable, or there is no such topic yet (both
     *     retriable)
     */
    public KafkaRelayReader(
            KafkaSettings kafka, String channel, String replica, long bufferBytes, RecordDecoder decoder) {
        this(kafka, channel, replica, bufferBytes, decoder, new ClientMeter());
    }

    /** @param meter measures until it is closed; see the other one */
    public KafkaRelayReader(
            KafkaSettings kafka,
            String channel,
            String replica,
            long bufferBytes,
            RecordDecoder decoder,
            ClientMeter meter) {
        this.meter = requireNonNull(meter, "meter is null");
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.topic = new RelayTopic(kafka, channel);
        this.incarnation = topic.incarnation();
        this.buffer = new ReadBuffer(bufferBytes);
        this.admin = topic.openAdmin();
        try {
            this.consumer = new KafkaConsumer<>(
                    ReaderSettings.of(kafka, "binrelay-applier-" + channel + "-" + replica, bufferBytes),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw KafkaFailures.explain(kafka, "connecting", e);
        }
        meter.follow(List.of(consumer.metrics()));
        this.watch = new TopicWatch(
                admin,
                kafka,
                topic.name(),
                incarnation,
                "What a new topic of this name holds does not follow what this replica has applied: rebuild the replica");
        this.loop = new ReaderLoop(consumer, topic.partition(), buffer, new DecodedRecords(decoder, topic.name()));
        this.thread = new Thread(this::run, "relay-reader-" + channel + "-" + replica);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String incarnation() {
        return incarnation;
    }

    @Override
    public long earliestOffset() {
        try {
            return admin.listOffsets(Map.of(topic.partition(), OffsetSpec.earliest()))
                    .partitionResult(topic.partition())
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, "asking where " + topic.name() + " begins", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailures.explain(kafka, "asking where " + topic.name() + " begins", new InterruptException(e));
        }
    }

    @Override
    public boolean awaitOwnership(Duration timeout) {
        return buffer.awaitOwnership(timeout);
    }

    @Override
    public void readFrom(long offset, long nextSequence) {
        buffer.readFrom(offset, nextSequence);
    }

    @Override
    public List<LoggedRecord> poll(Duration timeout) {
        return buffer.take(timeout);
    }

    @Override
    public long endOffset() {
        return loop.endOffset();
    }

    @Override
    public void mirror(long nextOffset) {
        loop.mirror(nextOffset);
    }

    @Override
    public Optional<String> trouble() {
        return watch.trouble();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        meter.forget();
        consumer.wakeup();
        try {
            thread.join(2 * CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ZERO);
    }

    private void run() {
        try {
            loop.start();
            while (!closed.get()) {
                watch.look();
                loop.runOnce();
            }
        } catch (WakeupException e) {
            LOG.debug("Reader of {} was told to end", topic.name());
        } catch (RuntimeException e) {
            buffer.failForGood(KafkaFailures.explain(kafka, "reading " + topic.name(), e));
        } catch (OutOfMemoryError e) {
            buffer.failForGood(new BinrelayException(
                    ErrorCode.MEMORY,
                    "The heap is too small for what is being read of " + topic.name() + " (" + e.getMessage()
                            + "): start the applier with a larger -Xmx (environment variable BINRELAY_JAVA_OPTS).",
                    false,
                    e));
        } finally {
            leave();
        }
    }

    /** Leaves the group at once, so that a standby need not wait for the session's end. */
    private void leave() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (RuntimeException e) {
            LOG.info("The reader of {} did not end in order", topic.name(), e);
        }
    }
}
