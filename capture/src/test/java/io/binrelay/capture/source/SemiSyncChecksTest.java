package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.schemas.model.Family;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a source's variables mean to the worth of an acknowledgement, as the operator reads it. */
class SemiSyncChecksTest {
    private static final Duration KAFKA = Duration.ofSeconds(10);
    private static final Server MYSQL = new Server(Family.MYSQL, "9.7.0", 1, "uuid");

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "rpl_semi_sync_source_enabled", "ON",
            "rpl_semi_sync_source_timeout", "10000",
            "rpl_semi_sync_source_wait_for_replica_count", "1",
            "rpl_semi_sync_source_wait_no_replica", "ON"));
    private final Map<String, String> status =
            new HashMap<>(Map.of("Rpl_semi_sync_source_status", "ON", "Rpl_semi_sync_source_clients", "1"));

    @Test
    void nothing_is_wrong_with_a_source_that_waits_for_capture_long_enough() {
        assertThat(checks().ofSource(true, KAFKA)).isEmpty();
    }

    @Test
    void a_missing_plugin_is_told_with_the_statements_of_the_servers_version() {
        assertThat(new SemiSyncChecks("db1:3306", MYSQL, Optional.empty()).ofSource(true, KAFKA))
                .extracting(Problem::toString)
                .containsExactly(
                        "source db1:3306 (9.7.0) has no plugin for semi-synchronous replication: COMMIT returns"
                                + " before Kafka has the transaction. Run on the source: INSTALL PLUGIN rpl_semi_sync_source SONAME"
                                + " 'semisync_source.so'; once capture reads: SET GLOBAL rpl_semi_sync_source_enabled = 1, and set"
                                + " both in its configuration");
        Server old = new Server(Family.MYSQL, "8.0.25-debug", 1, "uuid");
        assertThat(new SemiSyncChecks("db1:3306", old, Optional.empty()).ofSource(true, KAFKA))
                .extracting(Problem::remedy)
                .containsExactly(
                        "Run on the source: INSTALL PLUGIN rpl_semi_sync_master SONAME 'semisync_master.so'; once"
                                + " capture reads: SET GLOBAL rpl_semi_sync_master_enabled = 1, and set both in its configuration");
    }

    @Test
    void one_that_is_switched_off_is_told_with_the_statement_that_switches_it_on() {
        variables.put("rpl_semi_sync_source_enabled", "OFF");

        assertThat(checks().ofSource(true, KAFKA))
                .extracting(Problem::toString)
                .containsExactly("semi-synchronous replication is off on source db1:3306"
                        + " (rpl_semi_sync_source_enabled=OFF): COMMIT returns before Kafka has the transaction. Once"
                        + " capture reads, run on the source: SET GLOBAL rpl_semi_sync_source_enabled = 1, and set it in"
                        + " its configuration");
    }

    @Test
    void one_that_waits_for_more_replicas_than_there_are_is_told() {
        variables.put("rpl_semi_sync_source_wait_for_replica_count", "3");

        assertThat(checks().ofSource(true, KAFKA))
                .extracting(Problem::toString)
                .containsExactly(
                        "source db1:3306 waits for 3 replicas (rpl_semi_sync_source_wait_for_replica_count) and has"
                                + " 1 with capture: every COMMIT waits until its timeout. Connect as many semi-synchronous replicas,"
                                + " or run on the source: SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 1");
        status.put("Rpl_semi_sync_source_clients", "2");
        assertThat(checks().ofSource(false, KAFKA))
                .as("before capture is connected")
                .isEmpty();
    }

    @Test
    void one_that_waits_for_less_time_than_a_failing_broker_takes_is_told() {
        variables.put("rpl_semi_sync_source_timeout", "1000");

        assertThat(checks().ofSource(true, KAFKA))
                .extracting(Problem::toString)
                .containsExactly(
                        "source db1:3306 waits 1000 ms for an acknowledgement (rpl_semi_sync_source_timeout), and"
                                + " capture 10000 ms for a broker before it tries another (producer.request.timeout.ms): when a"
                                + " broker fails the source goes on without the relay log. Run on the source: SET GLOBAL"
                                + " rpl_semi_sync_source_timeout = 20000, or give capture a smaller producer.request.timeout.ms");
    }

    @Test
    void what_an_acknowledgement_is_worth_with_too_few_copies_is_told() {
        assertThat(SemiSyncChecks.ofTopic("shop.relay", 3, 2)).isEmpty();
        assertThat(SemiSyncChecks.ofTopic("shop.relay", 1, 1).orElseThrow())
                .hasToString(
                        "topic shop.relay has one copy: an acknowledged transaction is on one broker, which syncs it"
                                + " to disk later, and is lost with that broker's machine. Give the topic three copies and"
                                + " min.insync.replicas=2");
        assertThat(SemiSyncChecks.ofTopic("shop.relay", 3, 1).orElseThrow())
                .hasToString("topic shop.relay has min.insync.replicas=1: while other brokers are down, an acknowledged"
                        + " transaction is on one broker only. Set min.insync.replicas=2 for the topic");
    }

    @Test
    void stopping_says_what_the_source_does_then_and_how_to_avoid_the_wait() {
        assertThat(checks().whenStopped())
                .contains("The next COMMIT on source db1:3306 waits 10000 ms for an acknowledgement"
                        + " (rpl_semi_sync_source_timeout), then the source goes on asynchronously until capture is back."
                        + " To avoid the wait, run on the source before: SET GLOBAL rpl_semi_sync_source_enabled = 0");

        status.put("Rpl_semi_sync_source_clients", "2");
        assertThat(checks().whenStopped())
                .contains(
                        "Source db1:3306 has 1 other semi-synchronous replicas, whose acknowledgements its commits go on"
                                + " with; the relay log gets them later.");

        status.put("Rpl_semi_sync_source_status", "OFF");
        assertThat(checks().whenStopped()).isEmpty();
    }

    @Test
    void mariadb_and_mysqls_older_plugin_say_master_and_count_slaves() {
        SemiSyncSource source = SemiSyncSource.of(
                        Map.of(
                                "rpl_semi_sync_master_enabled", "ON",
                                "rpl_semi_sync_master_timeout", "500",
                                "rpl_semi_sync_master_wait_no_slave", "OFF",
                                "rpl_semi_sync_slave_enabled", "ON"),
                        Map.of(
                                "Rpl_semi_sync_master_status", "ON",
                                "Rpl_semi_sync_master_clients", "1",
                                "Rpl_semi_sync_master_yes_tx", "41",
                                "Rpl_semi_sync_slave_status", "OFF"))
                .orElseThrow();

        assertThat(source.active()).isTrue();
        assertThat(source.acknowledgedCommits()).isEqualTo(41);
        assertThat(source.wantedReplicas()).isEqualTo(1);
        assertThat(source.counters()).containsOnlyKeys("status", "clients", "yes_tx");
        Server mariadb = new Server(Family.MARIADB, "11.4.5-MariaDB-log", 1, null);
        assertThat(new SemiSyncChecks("db1:3306", mariadb, Optional.of(source)).whenStopped())
                .contains("Source db1:3306 goes on asynchronously until capture is back"
                        + " (rpl_semi_sync_master_wait_no_slave=OFF).");
    }

    @Test
    void of_two_installed_plugins_the_one_that_is_enabled_counts() {
        variables.put("rpl_semi_sync_source_enabled", "OFF");
        variables.put("rpl_semi_sync_master_enabled", "ON");

        assertThat(SemiSyncSource.of(variables, status).orElseThrow().role()).isEqualTo("master");

        variables.put("rpl_semi_sync_source_enabled", "ON");
        assertThat(SemiSyncSource.of(variables, status).orElseThrow().role()).isEqualTo("source");
    }

    private SemiSyncChecks checks() {
        return new SemiSyncChecks("db1:3306", MYSQL, SemiSyncSource.of(variables, status));
    }
}
