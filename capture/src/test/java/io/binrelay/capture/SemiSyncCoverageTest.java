package io.binrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.SemiSyncCoverage.Line;
import io.binrelay.capture.SemiSyncCoverage.State;
import io.binrelay.capture.source.SemiSyncSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SemiSyncCoverageTest {
    private static final long NOON = 1_795_262_400_000L;

    private final SemiSyncCoverage coverage = new SemiSyncCoverage("db1:3306");

    @Test
    void the_first_look_says_what_a_commit_waits_for() {
        assertThat(coverage.observe(seen("ON", "ON", 17), NOON))
                .contains(new Line(
                        false,
                        "COMMIT on source db1:3306 returns once Kafka has the transaction (AFTER_SYNC,"
                                + " rpl_semi_sync_source_timeout 10000 ms)"));
        assertThat(coverage.state()).contains(State.COVERED);
        assertThat(coverage.uncoveredInAll()).as("before the first look").isZero();
    }

    @Test
    void a_fallback_is_told_with_what_was_not_covered_and_so_is_its_end() {
        coverage.observe(seen("ON", "ON", 17), NOON);

        assertThat(coverage.observe(seen("ON", "OFF", 20), NOON + 1_000))
                .contains(new Line(
                        true,
                        "Source db1:3306 has fallen back to asynchronous replication: COMMIT returns before Kafka has the"
                                + " transaction. No acknowledgement came within 10000 ms (rpl_semi_sync_source_timeout);"
                                + " commits not covered so far: 3. It returns by itself once capture has caught up"));
        assertThat(coverage.observe(seen("ON", "OFF", 120), NOON + 2_000)).isEmpty();
        assertThat(coverage.uncoveredSince()).isEqualTo(103);
        assertThat(coverage.sinceMillis()).isEqualTo(NOON + 1_000);

        assertThat(coverage.observe(seen("ON", "ON", 125), NOON + 3_000))
                .contains(new Line(
                        false,
                        "COMMIT on source db1:3306 returns once Kafka has the transaction (AFTER_SYNC,"
                                + " rpl_semi_sync_source_timeout 10000 ms) again; commits not covered since"
                                + " 2026-11-21T12:00:01Z: 108"));
        assertThat(coverage.uncoveredInAll()).isEqualTo(108);
    }

    @Test
    void a_fallback_between_two_looks_is_told_too() {
        coverage.observe(seen("ON", "ON", 17), NOON);

        assertThat(coverage.observe(seen("ON", "ON", 19), NOON + 1_000))
                .contains(new Line(
                        true,
                        "Source db1:3306 fell back to asynchronous replication for a moment; commits not covered: 2"));
        assertThat(coverage.observe(seen("ON", "ON", 19), NOON + 2_000)).isEmpty();
    }

    @Test
    void counters_of_a_restarted_source_begin_anew() {
        coverage.observe(seen("ON", "ON", 1_000), NOON);
        coverage.observe(seen("ON", "OFF", 4), NOON + 1_000);

        assertThat(coverage.uncoveredInAll()).isEqualTo(4);
    }

    @Test
    void a_source_that_is_switched_off_is_told_with_the_statement_that_switches_it_on() {
        coverage.observe(seen("ON", "ON", 17), NOON);

        assertThat(coverage.observe(seen("OFF", "OFF", 17), NOON + 1_000))
                .contains(new Line(
                        true,
                        "Semi-synchronous replication is off on source db1:3306: COMMIT returns before Kafka has the"
                                + " transaction. Run on the source: SET GLOBAL rpl_semi_sync_source_enabled = 1"));
        assertThat(coverage.observe(seen("ON", "ON", 17), NOON + 2_000)
                        .orElseThrow()
                        .text())
                .endsWith("again; commits not covered since 2026-11-21T12:00:01Z: all");
        assertThat(coverage.observe(Optional.empty(), NOON + 3_000)
                        .orElseThrow()
                        .text())
                .isEqualTo("Source db1:3306 has no plugin for semi-synchronous replication: COMMIT returns before Kafka"
                        + " has the transaction");
    }

    @Test
    void a_source_that_had_fallen_back_before_is_told_at_the_first_look() {
        assertThat(coverage.observe(seen("ON", "OFF", 17), NOON))
                .contains(new Line(
                        true,
                        "Source db1:3306 fell back to asynchronous replication before capture came: COMMIT returns before"
                                + " Kafka has the transaction, until capture has caught up"));
    }

    @Test
    void what_the_checks_say_at_the_start_is_not_said_twice() {
        assertThat(coverage.observe(Optional.empty(), NOON)).isEmpty();
        assertThat(coverage.state()).contains(State.NOT_OFFERED);
        assertThat(State.NOT_OFFERED.text()).isEqualTo("not offered");
    }

    private static Optional<SemiSyncSource> seen(String enabled, String status, long uncovered) {
        return SemiSyncSource.of(
                Map.of(
                        "rpl_semi_sync_source_enabled", enabled,
                        "rpl_semi_sync_source_timeout", "10000",
                        "rpl_semi_sync_source_wait_point", "AFTER_SYNC"),
                Map.of("Rpl_semi_sync_source_status", status, "Rpl_semi_sync_source_no_tx", Long.toString(uncovered)));
    }
}
