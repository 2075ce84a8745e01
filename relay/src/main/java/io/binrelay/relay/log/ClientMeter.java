package io.binrelay.relay.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What the Kafka clients that write or read a channel's relay log measure of themselves, a few numbers of its many.
 * Named as Micrometer's binder names them for Prometheus ({@code kafka_}, the group, the metric), so that dashboards
 * made for that fit. Thread-safe.
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

    private volatile List<Map<MetricName, ? extends Metric>> current = List.of();

    /** From now on those of these clients, which take the place of the ones before. */
    void follow(List<Map<MetricName, ? extends Metric>> ofClients) {
        current = List.copyOf(ofClients);
    }

    /** The client is closed. */
    void forget() {
        current = List.of();
    }

    /**
     * Name to value; without those that have none at the moment, as an average of no requests. Of several clients the
     * largest average, and the sum of what is no average.
     */
    public Map<String, Double> measurements() {
        Map<String, Double> measured = new HashMap<>();
        current.forEach(ofClient -> ofClient.forEach((name, metric) -> {
            String chosen = name.tags().size() == 1 ? CHOSEN.get(name.group() + " " + name.name()) : null;
            if (chosen != null && metric.metricValue() instanceof Double value && Double.isFinite(value)) {
                measured.merge(chosen, value, chosen.endsWith("_avg") ? Math::max : Double::sum);
            }
        }));
        return measured;
    }
}
