package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaFailuresTest {
    private static final KafkaSettings KAFKA = KafkaSettings.ofBootstrapServers("k1:9092,k2:9092");

    @Test
    void no_answer_may_pass_and_names_the_servers() {
        BinrelayException failure = explain(new ExecutionException(new TimeoutException("after 5 s")));
        assertThat(failure)
                .hasMessage("Kafka at k1:9092,k2:9092, writing: no answer in time (TimeoutException: after 5 s). Is a"
                        + " broker running there, and can it be reached from here?");
        assertThat(failure.code()).isEqualTo(ErrorCode.KAFKA);
        assertThat(failure.retriable()).isTrue();
    }

    @Test
    void refused_access_does_not_pass_and_names_the_settings() {
        for (KafkaException refused :
                new KafkaException[] {new SaslAuthenticationException("no"), new TopicAuthorizationException("no")}) {
            BinrelayException failure = explain(refused);
            assertThat(failure)
                    .hasMessageStartingWith("Kafka at k1:9092,k2:9092, writing: access refused (")
                    .hasMessageEndingWith("Check the kafka.sasl.* and kafka.ssl.* settings and the ACLs of this user.");
            assertThat(failure.retriable()).isFalse();
        }
    }

    @Test
    void a_setting_that_kafka_refuses_is_a_matter_of_configuration() {
        BinrelayException failure = explain(
                new KafkaException("Failed to construct", new ConfigException("linger.ms", "x", "not a number")));
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(failure)
                .hasMessage("Kafka at k1:9092,k2:9092, writing: ConfigException: Invalid value x for configuration"
                        + " linger.ms: not a number");
    }

    @Test
    void a_producer_in_trouble_is_replaced() {
        assertThat(explain(new OutOfOrderSequenceException("7")).retriable()).isTrue();
        assertThat(explain(new KafkaException("in error state")).retriable()).isTrue();
        assertThat(explain(new IllegalStateException("a defect")).retriable()).isFalse();
    }

    @Test
    void what_was_explained_before_stays_as_it_is() {
        BinrelayException ours = new BinrelayException(ErrorCode.SOURCE, "ours");
        assertThat(explain(new KafkaException(ours))).isSameAs(ours);
    }

    private static BinrelayException explain(Throwable thrown) {
        return KafkaFailures.explain(KAFKA, "writing", thrown);
    }
}
