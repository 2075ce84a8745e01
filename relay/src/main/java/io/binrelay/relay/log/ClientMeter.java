package io.binrelay.relay.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What the Kafka client that writes or reads a channel's relay log measures of itself, a few numbers of its many. Named
 * as Micrometer's binder names them for Prometheus ({@code kafka_}, the group, the metric), so that dashboards made for
 * that fit. Thread-safe.
 *
 * @see <a href="https://kafka.apache.org/documentation/#monitoring">Kafka: producer and consumer monitoring</a>
 */
public final class ClientMeter {
    /** Name here by group and name there. Only those of a whole client, which have its id as their one tag. */
    private static final Map<String, String> CHOSEN = Map.of(
            "producer-metrics record-error-rate", "kafka_producer_record_error_rate",
            "producer-metrics request-latency-avg", "kafka_producer_request_latency_avg",
            "producer-metrics connection-count", "kafka_producer_connection_count",
            "consumer-fetch-manager-metrics fetch-latency-avg", "kafka_consumer_fetch_manager_fetch_latency_avg",
            "consumer-fetch-manager-metrics records-lag-max", "kafka_consumer_fetch_manager_records_lag_max",
            "consumer-metrics connection-count", "kafka_consumer_connection_count");

    private volatile Map<MetricName, ? extends Metric> current = Map.of();

    /** From now on those of this client, which takes the place of the one before. */
    void follow(Map<MetricName, ? extends Metric> ofClient) {
        current = ofClient;
    }

    /** The client is closed. */
    void forget() {
        current = Map.of();
    }

    /** Name to value; without those that have none at the moment, as an average of no requests. */
    public Map<String, Double> measurements() {
        Map<String, Double> measured = new HashMap<>();
        current.forEach((name, metric) -> {
            String chosen = name.tags().size() == 1 ? CHOSEN.get(name.group() + " " + name.name()) : null;
            if (chosen != null && metric.metricValue() instanceof Double value && Double.isFinite(value)) {
                measured.put(chosen, value);
            }
        });
        return measured;
    }
}
