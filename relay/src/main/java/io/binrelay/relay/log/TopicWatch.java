package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks every few seconds whether the topic is still the one it was, which a consumer would not notice, and whether
 * Kafka answers at all, which a consumer does not tell. {@link #look} is for one thread, {@link #trouble} for any.
 */
final class TopicWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int TIMEOUT_MS = 4_000;

    /** A broker that has just come up may not know all topics yet. */
    private static final int ANSWERS_THAT_COUNT = 2;

    private final Admin admin;
    private final KafkaSettings kafka;
    private final String topic;
    private final String incarnation;
    private final String consequence;
    private int goneInARow;
    private boolean asked;
    private long askedNanos = System.nanoTime();

    /** What came back, until {@link #look} takes it. */
    private volatile @Nullable Answer answer;

    private volatile @Nullable String trouble;

    /** One of the two is null. */
    private record Answer(
            @Nullable TopicDescription found, @Nullable Throwable thrown) {}

    /**
     * @param admin is not closed
     * @param incarnation id that the topic has to have
     * @param consequence what it means when it has not, and what to do: a sentence without its full stop
     */
    TopicWatch(Admin admin, KafkaSettings kafka, String topic, String incarnation, String consequence) {
        this.admin = requireNonNull(admin, "admin is null");
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.incarnation = requireNonNull(incarnation, "incarnation is null");
        this.consequence = requireNonNull(consequence, "consequence is null");
    }

    /**
     * Takes an answer that has come, or asks again when it is time. Does not wait.
     *
     * @throws BinrelayException (KAFKA) the topic is another one, or gone
     */
    void look() {
        Answer came = answer;
        if (came != null) {
            answer = null;
            asked = false;
            judge(came);
            return;
        }
        if (!asked && System.nanoTime() - askedNanos >= INTERVAL.toNanos()) {
            asked = true;
            askedNanos = System.nanoTime();
            ask();
        }
    }

    private void ask() {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS);
        KafkaFuture<TopicDescription> unused = requireNonNull(
                        admin.describeTopics(List.of(topic), options)
                                .topicNameValues()
                                .get(topic),
                        "no answer for the topic")
                .whenComplete((found, thrown) -> answer = new Answer(found, thrown));
    }

    /** What keeps Kafka from answering; empty while it does. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void judge(Answer came) {
        if (came.thrown != null) {
            if (KafkaFailures.unwrap(came.thrown) instanceof UnknownTopicOrPartitionException) {
                goneInARow++;
                if (goneInARow >= ANSWERS_THAT_COUNT) {
                    throw changed("is gone");
                }
                return;
            }
            trouble = KafkaFailures.explain(kafka, "looking at topic " + topic, came.thrown)
                    .getMessage();
            return;
        }
        trouble = null;
        goneInARow = 0;
        if (came.found != null && !came.found.topicId().toString().equals(incarnation)) {
            throw changed("was created anew");
        }
    }

    private BinrelayException changed(String how) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "Topic " + topic + " " + how + " while it was in use (its id was " + incarnation + "). " + consequence
                        + ".");
    }
}
