package io.binrelay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void a_measurement_passes_from_process_to_process_as_a_line() {
        Measurement measurement = new Measurement(10, 36, 0.5, 0.25, 0.125);

        assertThat(Measurement.parse(measurement.format())).isEqualTo(measurement);
        assertThat(measurement.rowsPerSecond()).isEqualTo(72);
        assertThat(measurement.transactionsPerSecond()).isEqualTo(20);
        assertThat(measurement.serverCpuMicrosPerTransaction()).isEqualTo(12_500);
    }

    @Test
    void another_line_is_refused() {
        assertThatThrownBy(() -> Measurement.parse("1 2 3")).hasMessageContaining("1 2 3");
    }
}
