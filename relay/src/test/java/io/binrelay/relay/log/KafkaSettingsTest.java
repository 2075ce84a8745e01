package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    @Test
    void the_operators_settings_stand_above_ours_and_below_those_nobody_may_change() {
        KafkaSettings settings = settings(
                "kafka.client.id=me",
                "kafka.security.protocol=SSL",
                "producer.linger.ms=7",
                "consumer.fetch.min.bytes=2");
        assertThat(settings.forProducer(Map.of("linger.ms", 5, "batch.size", 9), Map.of("acks", "all")))
                .containsEntry("bootstrap.servers", "k:1")
                .containsEntry("client.id", "me")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("linger.ms", "7")
                .containsEntry("batch.size", 9)
                .containsEntry("acks", "all")
                .doesNotContainKey("fetch.min.bytes");
        assertThat(settings.forConsumer(Map.of(), Map.of()))
                .containsEntry("fetch.min.bytes", "2")
                .doesNotContainKey("linger.ms");
        assertThat(settings.bootstrapServers()).isEqualTo("k:1");
    }

    @Test
    void a_setting_of_one_kind_of_client_is_kept_from_the_others() {
        KafkaSettings settings = settings("kafka.linger.ms=7", "kafka.plugin.own=x");
        assertThat(settings.forProducer(Map.of(), Map.of())).containsEntry("linger.ms", "7");
        assertThat(settings.forConsumer(Map.of(), Map.of())).doesNotContainKey("linger.ms");
        assertThat(settings.forAdmin(Map.of())).doesNotContainKey("linger.ms").containsEntry("plugin.own", "x");
    }

    @Test
    void what_our_promises_rest_on_and_what_is_misspelt_is_refused() {
        assertThatThrownBy(() -> settings(
                        "kafka.acks=1", "kafka.sasl.mechanizm=PLAIN", "producer.lingerms=1", "consumer.group.id=x"))
                .isInstanceOfSatisfying(
                        BinrelayException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessage("""
                        The settings for Kafka's clients cannot be used:
                          kafka.acks: is set by binrelay itself
                          kafka.sasl.mechanizm: unknown setting; did you mean kafka.sasl.mechanism?
                          producer.lingerms: unknown setting; did you mean producer.linger.ms?
                          consumer.group.id: is set by binrelay itself""");
    }

    @Test
    void no_value_is_printed() {
        assertThat(settings("kafka.sasl.jaas.config=geheim")).asString().doesNotContain("geheim");
    }

    private static KafkaSettings settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "channel=c", "kafka.bootstrap.servers=k:1", "source.host=h", "source.user=u", "source.server.id=1"));
        all.addAll(List.of(more));
        return KafkaSettings.of(Configuration.load(Catalogues.CAPTURE, new ConfigSources(all, Map.of(), null)));
    }
}
