package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.KafkaRelayReader;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayTopic;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KafkaRelayLogIT extends RelayLogContract {
    private static final AtomicInteger CHANNELS = new AtomicInteger();
    private static final KafkaBroker BROKER = KafkaBroker.builder().build();

    private final String channel = "contract" + CHANNELS.incrementAndGet();

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Override
    RelayWriter newWriter() {
        return new KafkaRelayWriter(kafka(), channel, new RelayTopicSettings(1, 16 << 20, 1 << 20), records.registry());
    }

    @Override
    RelayReader newReader(String replica, long bufferBytes) {
        return new KafkaRelayReader(kafka(), channel, replica, bufferBytes, records.registry());
    }

    @Override
    void deleteBefore(long offset) {
        String topic = new RelayTopic(kafka(), channel).name();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            long lowest = admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .lowWatermarks()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .lowWatermark();
            assertThat(lowest).isEqualTo(offset);
        } catch (Exception e) {
            throw new AssertionError("Could not delete records", e);
        }
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(BROKER.bootstrapServers());
    }
}
