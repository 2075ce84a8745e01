/** What a service measures, in Prometheus' form. The names are public: docs/METRICS.md. */
@NullMarked
package io.binrelay.cli.metrics;

import org.jspecify.annotations.NullMarked;
