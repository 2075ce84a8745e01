package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private final List<FilePosition> sent = new ArrayList<>();
    private final AcknowledgementMeter meter = new AcknowledgementMeter();
    private final Acknowledgements acknowledgements = new Acknowledgements(sent::add, meter);

    @Test
    void trap80_one_acknowledgement_covers_all_commits_that_became_durable_together() throws IOException {
        acknowledgements.wanted(at(100));
        acknowledgements.wanted(at(200));
        acknowledgements.wanted(at(300));

        acknowledgements.durable(at(250));

        assertThat(sent).containsExactly(at(200));
        AcknowledgementMeter.Reading reading = meter.read();
        assertThat(reading.acknowledgements()).isEqualTo(1);
        assertThat(reading.commits()).isEqualTo(2);
        assertThat(reading.last()).contains(at(200));
        assertThat(reading.median()).isGreaterThan(Duration.ZERO).isLessThanOrEqualTo(reading.percentile99());
    }

    @Test
    void trap81_what_the_source_does_not_wait_for_is_not_acknowledged() throws IOException {
        acknowledgements.durable(at(100));
        acknowledgements.wanted(at(200));
        acknowledgements.durable(at(199));

        assertThat(sent).isEmpty();
        assertThat(meter.read().last()).isEmpty();
    }

    @Test
    void a_position_in_a_later_file_covers_all_of_the_earlier_ones() throws IOException {
        acknowledgements.wanted(new FilePosition("binlog.999999", 5000));

        acknowledgements.durable(new FilePosition("binlog.1000000", 4));

        assertThat(sent).containsExactly(new FilePosition("binlog.999999", 5000));
    }

    @Test
    void an_acknowledgement_that_cannot_be_sent_is_not_counted() {
        Acknowledgements broken = new Acknowledgements(
                upTo -> {
                    throw new IOException("connection reset");
                },
                meter);
        broken.wanted(at(100));

        assertThatThrownBy(() -> broken.durable(at(100))).hasMessage("connection reset");
        assertThat(meter.read().acknowledgements()).isZero();
    }

    private static FilePosition at(long offset) {
        return new FilePosition("binlog.000001", offset);
    }
}
