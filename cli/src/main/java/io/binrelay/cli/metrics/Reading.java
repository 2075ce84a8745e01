package io.binrelay.cli.metrics;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A metric's value at a moment.
 *
 * @param labels one for each of the metric's labels
 */
record Reading(Metric metric, double value, List<String> labels) {
    Reading {
        requireNonNull(metric, "metric is null");
        labels = List.copyOf(labels);
        if (labels.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric.metricName() + " with labels " + labels);
        }
    }

    static Reading of(Metric metric, double value, String... labels) {
        return new Reading(metric, value, List.of(labels));
    }

    static Reading of(Metric metric, long value, String... labels) {
        return of(metric, (double) value, labels);
    }

    static Reading of(Metric metric, boolean value, String... labels) {
        return of(metric, value ? 1 : 0, labels);
    }
}
