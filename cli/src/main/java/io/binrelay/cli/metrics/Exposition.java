package io.binrelay.cli.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Readings in Prometheus' text format, and those of the JVM beside them. Used by one thread at a time. */
final class Exposition {
    private static final String TOTAL = "_total";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Metric, MultiGauge> gauges = new EnumMap<>(Metric.class);

    /** The registry holds its counters weakly. */
    private final Map<Series, AtomicLong> counters = new HashMap<>();

    private record Series(Metric metric, List<String> labels) {}

    Exposition() {
        for (Metric metric : Metric.values()) {
            if (metric.type() == Metric.Type.GAUGE) {
                gauges.put(
                        metric,
                        MultiGauge.builder(metric.metricName())
                                .description(metric.help())
                                .register(registry));
            }
        }
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The page: gauges without a reading have no sample; counters stay what they were. */
    String page(List<Reading> readings) {
        gauges.forEach((metric, gauge) -> gauge.register(rows(metric, readings), true));
        for (Reading reading : readings) {
            if (reading.metric().type() == Metric.Type.COUNTER) {
                counters.computeIfAbsent(new Series(reading.metric(), reading.labels()), this::counter)
                        .set((long) reading.value());
            }
        }
        return registry.scrape();
    }

    private static List<MultiGauge.Row<?>> rows(Metric metric, List<Reading> readings) {
        return readings.stream()
                .filter(reading -> reading.metric() == metric)
                .<MultiGauge.Row<?>>map(reading -> MultiGauge.Row.of(tags(metric, reading.labels()), reading.value()))
                .toList();
    }

    private AtomicLong counter(Series series) {
        String name = series.metric().metricName();
        AtomicLong value = new AtomicLong();
        // The registry adds the ending itself.
        FunctionCounter.builder(name.substring(0, name.length() - TOTAL.length()), value, AtomicLong::doubleValue)
                .description(series.metric().help())
                .tags(tags(series.metric(), series.labels()))
                .register(registry);
        return value;
    }

    private static Tags tags(Metric metric, List<String> values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.size(); i++) {
            tags = tags.and(metric.labels().get(i), values.get(i));
        }
        return tags;
    }
}
