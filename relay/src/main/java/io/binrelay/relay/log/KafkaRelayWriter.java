package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a relay log with one transactional producer. Its transactional id, {@code binrelay-CHANNEL}, is what fences
 * others: Kafka lets only the producer that registered last go on.
 */
public final class KafkaRelayWriter implements RelayWriter {
    /** A marker takes less than this on a broker that is not overloaded. */
    private static final long MARKER_NANOS = 2_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRelayWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final String channel;
    private final RelayTopicSettings topicSettings;
    private final RelayTopic topic;
    private final RecordDecoder decoder;
    private final ExpectedTopic expected;
    private final ClientMeter meter;

    private @Nullable Admin admin;
    private @Nullable TopicWatch watch;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable RecordCutter cutter;
    private @Nullable WriteOrder order;
    private long transactionTimeoutMillis;
    private boolean inTransaction;
    private long transactionBegunMillis;
    private long committedNanos = System.nanoTime() - MARKER_NANOS;

    /** The first failure of a send; set by the producer's own thread. */
    private volatile @Nullable Exception sendFailure;

    /** The record that {@link #sendFailure} is about; written before it. */
    private volatile String refused = "a record";

    private boolean failed;

    /** A writer to whatever topic there is; {@link #open} connects it, and creates the topic when there is none. */
    public KafkaRelayWriter(
            KafkaSettings kafka, String channel, RelayTopicSettings topicSettings, RecordDecoder decoder) {
        this(kafka, channel, topicSettings, decoder, ExpectedTopic.ofThisProcess(), new ClientMeter());
    }

    /**
     * Makes a writer; {@link #open} connects it.
     *
     * @param expected which topic will do
     * @param meter measures while it is open
     */
    public KafkaRelayWriter(
            KafkaSettings kafka,
            String channel,
            RelayTopicSettings topicSettings,
            RecordDecoder decoder,
            ExpectedTopic expected,
            ClientMeter meter) {
        this.meter = requireNonNull(meter, "meter is null");
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.topicSettings = requireNonNull(topicSettings, "topicSettings is null");
        this.topic = new RelayTopic(kafka, channel);
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.expected = requireNonNull(expected, "expected is null");
    }

    /** How long a broker may take to answer a writer of the channel before the writer asks another one. */
    public static Duration answerTimeout(KafkaSettings kafka, String channel) {
        Map<String, Object> settings = ProducerSettings.of(kafka, channel, Integer.MAX_VALUE);
        return Duration.ofMillis(ProducerSettings.number(settings, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
    }

    @Override
    public LogTail open() {
        if (producer != null || failed) {
            throw new IllegalStateException("opened before");
        }
        WritableTopic found = topic.ensure(topicSettings, expected);
        expected.written(found.incarnation());
        Map<String, Object> settings = ProducerSettings.of(kafka, channel, found.maxMessageBytes());
        try {
            transactionTimeoutMillis = ProducerSettings.transactionTimeoutMillis(settings);
            cutter = new RecordCutter(topic.name(), PartSize.of(found.maxMessageBytes(), settings));
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            meter.follow(producer.metrics());
            producer.initTransactions();
        } catch (RuntimeException e) {
            throw fail("registering as the writer of " + topic.name(), e);
        }
        topic.awaitNoOpenTransaction();
        LogTail tail = new LogTail(found.incarnation(), lastHeader());
        order = new WriteOrder(tail);
        Admin asking = topic.openAdmin();
        admin = asking;
        watch = new TopicWatch(
                asking, kafka, topic.name(), found.incarnation(), ExpectedTopic.consequence(found.incarnation()));
        return tail;
    }

    @Override
    public void append(EncodedRecord record) {
        Producer<byte[], byte[]> open = usable();
        requireNonNull(order, "order is null").accept(record.header());
        try {
            if (!inTransaction) {
                awaitEndOfTransactionBefore();
                open.beginTransaction();
                inTransaction = true;
                transactionBegunMillis = System.currentTimeMillis();
            }
            send(record);
        } catch (RuntimeException e) {
            throw fail("writing " + describe(record.header(), record.length()) + " to " + topic.name(), e);
        }
    }

    /**
     * A record's parts are in one transaction, since nothing but {@link #commit} ends one. A part that was refused
     * makes the rest void, and ends it.
     */
    private void send(EncodedRecord record) {
        RecordCutter cut = requireNonNull(cutter, "cutter is null");
        RecordHeader header = record.header();
        int size = record.length();
        int count = cut.countOf(record);
        for (int number = 1; number <= count; number++) {
            // Not awaited: the commit is, and the callback keeps the failure, but not the bytes.
            Future<RecordMetadata> unused = usable().send(cut.part(record, number), (metadata, exception) -> {
                if (exception != null && sendFailure == null) {
                    refused = describe(header, size);
                    sendFailure = exception;
                }
            });
        }
    }

    @Override
    public void commit() {
        Producer<byte[], byte[]> open = usable();
        if (!inTransaction) {
            return;
        }
        requireSameTopic();
        try {
            open.commitTransaction();
            committedNanos = System.nanoTime();
            inTransaction = false;
        } catch (RuntimeException e) {
            throw fail("committing to " + topic.name(), e);
        }
    }

    /** A producer goes on writing to a topic that was deleted and created again, as if nothing had happened. */
    private void requireSameTopic() {
        try {
            requireNonNull(watch, "watch is null").look();
        } catch (BinrelayException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void close() {
        Admin asking = admin;
        admin = null;
        if (asking != null) {
            asking.close(Duration.ZERO);
        }
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open == null) {
            return;
        }
        meter.forget();
        if (failed) {
            // What is in flight is void, and the next writer's registration aborts it: nothing to wait for.
            open.close(Duration.ZERO);
            return;
        }
        try {
            if (inTransaction) {
                open.abortTransaction();
            }
        } catch (RuntimeException e) {
            LOG.info("Could not give up the open transaction of {}; the next writer will", topic.name(), e);
        } finally {
            open.close(CLOSE_TIMEOUT);
        }
    }

    /**
     * Brokers answer a commit before they have written its marker. What is produced in between is turned away, to be
     * tried again 20 ms later ({@code add.partitions.to.txn.retry.backoff.ms}), which is long beside waiting a little.
     */
    private void awaitEndOfTransactionBefore() {
        long left = committedNanos + MARKER_NANOS - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = committedNanos + MARKER_NANOS - System.nanoTime();
        }
    }

    private Producer<byte[], byte[]> usable() {
        if (producer == null || failed) {
            throw new IllegalStateException(failed ? "failed before" : "not open");
        }
        Exception failure = sendFailure;
        if (failure != null) {
            throw fail("writing to " + topic.name(), failure);
        }
        return producer;
    }

    private @Nullable RecordHeader lastHeader() {
        try (RawLog log = new RawLog(kafka, topic, RawLog.SMALL_FETCH)) {
            return new TailFinder(log)
                    .find()
                    .map(record -> new DecodedRecords(decoder, topic.name()).header(record))
                    .orElse(null);
        }
    }

    private BinrelayException fail(String doing, Exception thrown) {
        failed = true;
        Exception first = sendFailure == null ? thrown : sendFailure;
        Throwable cause = KafkaFailures.unwrap(first);
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return fenced(cause);
        }
        if (cause instanceof RecordTooLargeException) {
            return new BinrelayException(
                    ErrorCode.KAFKA,
                    "Kafka refuses a part of " + refused + ": " + withoutStop(cause) + ". The parts fitted"
                            + " max.message.bytes of topic " + topic.name() + " as it was when capture began to write:"
                            + " it is read again now.",
                    true,
                    cause);
        }
        return KafkaFailures.explain(kafka, doing, first);
    }

    /**
     * A producer is fenced by another one, or by the broker itself when its transaction stayed open for too long (a
     * machine that slept): the answers are the same, the time tells them apart.
     */
    private BinrelayException fenced(Throwable cause) {
        long openMillis = inTransaction ? System.currentTimeMillis() - transactionBegunMillis : 0;
        if (openMillis >= transactionTimeoutMillis) {
            return new BinrelayException(
                    ErrorCode.KAFKA,
                    "Kafka gave up a transaction on " + topic.name() + " that was open for " + openMillis
                            + " ms. If that was writing all the time, raise producer.transaction.timeout.ms (the brokers'"
                            + " transaction.max.timeout.ms bounds it).",
                    true,
                    cause);
        }
        return new WriterFencedException(
                "Another capture of channel " + channel + " has taken over; this one stops.", cause);
    }

    private static String withoutStop(Throwable cause) {
        return String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
    }

    private static String describe(RecordHeader header, int bytes) {
        return "transaction " + header.sequence() + " (" + header.begin()
                + (header.gtid() == null ? "" : ", GTID " + header.gtid()) + ", " + bytes + " bytes)";
    }
}
