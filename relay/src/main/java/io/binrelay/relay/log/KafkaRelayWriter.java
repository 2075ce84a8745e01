package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a relay log with two transactional producers that take turns: while the transaction of one is being committed,
 * which takes a broker as long as taking in its records did, the other's is filled. Their transactional ids,
 * {@code binrelay-CHANNEL} and {@code binrelay-CHANNEL#2}, are what fences others: Kafka lets only the producer that
 * registered last go on.
 *
 * <p>The order of the log is the order of the turns. A transaction is filled only after all in-sync brokers have the
 * records of the one before, and is committed only after the one before was: so a log never holds a transaction behind
 * one that is void. Kafka's readers see it so too, since they do not read beyond the first open transaction.
 */
public final class KafkaRelayWriter implements RelayWriter {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRelayWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final String channel;
    private final RelayTopicSettings topicSettings;
    private final RelayTopic topic;
    private final RecordDecoder decoder;
    private final ExpectedTopic expected;
    private final ClientMeter meter;
    private final CommitQueue commits;

    private @Nullable Admin admin;
    private @Nullable TopicWatch watch;
    private @Nullable RecordCutter cutter;
    private @Nullable WriteOrder order;
    private final List<LogProducer> producers = new ArrayList<>();

    /** Whose turn it is. */
    private int turn;

    private long transactionTimeoutMillis;
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
        this.commits = new CommitQueue("binrelay-" + channel + "-commit");
    }

    /** How long a broker may take to answer a writer of the channel before the writer asks another one. */
    public static Duration answerTimeout(KafkaSettings kafka, String channel) {
        Map<String, Object> settings = ProducerSettings.of(
                kafka, ProducerSettings.transactionalIds(channel).get(0), Integer.MAX_VALUE);
        return Duration.ofMillis(ProducerSettings.number(settings, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
    }

    @Override
    public LogTail open() {
        if (!producers.isEmpty() || failed) {
            throw new IllegalStateException("opened before");
        }
        WritableTopic found = topic.ensure(topicSettings, expected);
        expected.written(found.incarnation());
        try {
            register(found.maxMessageBytes());
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

    private void register(long maxMessageBytes) {
        for (String transactionalId : ProducerSettings.transactionalIds(channel)) {
            Map<String, Object> settings = ProducerSettings.of(kafka, transactionalId, maxMessageBytes);
            if (producers.isEmpty()) {
                transactionTimeoutMillis = ProducerSettings.transactionTimeoutMillis(settings);
                cutter = new RecordCutter(topic.name(), PartSize.of(maxMessageBytes, settings));
            }
            producers.add(new LogProducer(settings));
        }
        meter.follow(producers.stream().map(LogProducer::metrics).toList());
        // What a writer before this one may still commit follows what its other producer has committed: it is either
        // in the log before the tail is read, or void.
        producers.forEach(LogProducer::register);
    }

    @Override
    public void append(EncodedRecord record) {
        LogProducer filling = usable();
        requireNonNull(order, "order is null").accept(record.header());
        try {
            if (!filling.isFilling()) {
                filling.begin();
            }
            filling.send(record, requireNonNull(cutter, "cutter is null"));
        } catch (RuntimeException e) {
            throw fail("writing " + LogProducer.describe(record.header(), record.length()) + " to " + topic.name(), e);
        }
        usable();
    }

    @Override
    public void beginCommit(Runnable durable) {
        LogProducer filled = usable();
        if (!filled.isFilling()) {
            throw new IllegalStateException("nothing was appended");
        }
        requireSameTopic();
        try {
            filled.flush();
        } catch (RuntimeException e) {
            throw fail("committing to " + topic.name(), e);
        }
        refuseIfFailed("committing to ");
        filled.handOver(commits, durable);
        turn = (turn + 1) % producers.size();
    }

    @Override
    public boolean committing() {
        usable();
        return commits.isBusy();
    }

    @Override
    public void commit() {
        if (usable().isFilling()) {
            beginCommit(() -> {});
        }
        try {
            commits.await();
        } catch (RuntimeException e) {
            throw fail("committing to " + topic.name(), e);
        }
        usable();
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
        List<LogProducer> open = List.copyOf(producers);
        producers.clear();
        boolean ended = commits.close(failed ? Duration.ZERO : CLOSE_TIMEOUT);
        if (open.isEmpty()) {
            return;
        }
        meter.forget();
        if (failed || !ended) {
            // What is in flight is void, and the next writer's registration aborts it: nothing to wait for.
            open.forEach(producer -> producer.close(Duration.ZERO));
            return;
        }
        open.forEach(this::giveUp);
    }

    private void giveUp(LogProducer producer) {
        try {
            if (producer.isFilling()) {
                producer.abort();
            }
        } catch (RuntimeException e) {
            LOG.info("Could not give up the open transaction of {}; the next writer will", topic.name(), e);
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    /** The producer whose turn it is. */
    private LogProducer usable() {
        if (producers.isEmpty() || failed) {
            throw new IllegalStateException(failed ? "failed before" : "not open");
        }
        refuseIfFailed("writing to ");
        return producers.get(turn);
    }

    /** @param doing what was tried meanwhile */
    private void refuseIfFailed(String doing) {
        Throwable uncommitted = commits.failure();
        if (uncommitted != null) {
            throw fail("committing to " + topic.name(), uncommitted);
        }
        LogProducer.Refusal refusal = refusal();
        if (refusal != null) {
            throw fail(doing + topic.name(), refusal.thrown());
        }
    }

    private LogProducer.@Nullable Refusal refusal() {
        for (LogProducer producer : producers) {
            LogProducer.Refusal refusal = producer.refusal();
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable RecordHeader lastHeader() {
        try (RawLog log = new RawLog(kafka, topic, RawLog.SMALL_FETCH)) {
            return new TailFinder(log)
                    .find()
                    .map(record -> new DecodedRecords(decoder, topic.name()).header(record))
                    .orElse(null);
        }
    }

    private BinrelayException fail(String doing, Throwable thrown) {
        failed = true;
        LogProducer.Refusal refusal = refusal();
        Throwable uncommitted = commits.failure();
        // What failed first: all else follows from it.
        Throwable first = uncommitted != null ? uncommitted : refusal != null ? refusal.thrown() : thrown;
        Throwable cause = KafkaFailures.unwrap(first);
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return fenced(cause);
        }
        if (cause instanceof RecordTooLargeException) {
            return new BinrelayException(
                    ErrorCode.KAFKA,
                    "Kafka refuses a part of " + (refusal == null ? "a record" : refusal.record()) + ": "
                            + withoutStop(cause) + ". The parts fitted max.message.bytes of topic " + topic.name()
                            + " as it was when capture began to write: it is read again now.",
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
        long openMillis =
                producers.stream().mapToLong(LogProducer::openMillis).max().orElse(0);
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
}
