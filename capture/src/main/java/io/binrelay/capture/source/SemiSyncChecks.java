package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes a semi-synchronous acknowledgement worth less than it promises: on the source, and in Kafka. None of it
 * keeps capture from reading, as it keeps no replica.
 *
 * @param address of the source, {@code HOST:PORT}
 * @param server the source
 * @param seen its side; empty when it has no plugin
 */
public record SemiSyncChecks(String address, SourceInspection.Server server, Optional<SemiSyncSource> seen) {
    private static final Pattern MYSQL_VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    public SemiSyncChecks {
        requireNonNull(address, "address is null");
        requireNonNull(server, "server is null");
        requireNonNull(seen, "seen is null");
    }

    /**
     * What is wrong on the source.
     *
     * @param connected whether capture's dump is among the clients that the source counts
     * @param kafkaTimeout how long a broker may take to answer before capture tries another one
     */
    public List<Problem> ofSource(boolean connected, Duration kafkaTimeout) {
        if (seen.isEmpty()) {
            return List.of(new Problem(
                    "source " + address + " (" + server.version() + ") has no plugin for semi-synchronous replication:"
                            + " COMMIT returns before Kafka has the transaction",
                    "Run on the source: " + installation()));
        }
        SemiSyncSource source = seen.get();
        if (!source.enabled()) {
            return List.of(new Problem(
                    "semi-synchronous replication is off on source " + address + " (" + source.variable("enabled")
                            + "=OFF): COMMIT returns before Kafka has the transaction",
                    "Once capture reads, run on the source: SET GLOBAL " + source.variable("enabled")
                            + " = 1, and set it in its configuration"));
        }
        List<Problem> problems = new ArrayList<>();
        long clients = source.clients() + (connected ? 0 : 1);
        if (source.wantedReplicas() > clients) {
            problems.add(new Problem(
                    "source " + address + " waits for " + source.wantedReplicas() + " replicas ("
                            + source.variable(
                                    source.role().equals("source") ? "wait_for_replica_count" : "wait_for_slave_count")
                            + ") and has " + clients + " with capture: every COMMIT waits until its timeout",
                    "Connect as many semi-synchronous replicas, or run on the source: SET GLOBAL "
                            + source.variable(
                                    source.role().equals("source") ? "wait_for_replica_count" : "wait_for_slave_count")
                            + " = 1"));
        }
        if (source.timeout().compareTo(kafkaTimeout) < 0) {
            problems.add(new Problem(
                    "source " + address + " waits " + source.timeout().toMillis() + " ms for an acknowledgement ("
                            + source.variable("timeout") + "), and capture " + kafkaTimeout.toMillis()
                            + " ms for a broker before it tries another (producer.request.timeout.ms): when a broker"
                            + " fails the source goes on without the relay log",
                    "Run on the source: SET GLOBAL " + source.variable("timeout") + " = "
                            + kafkaTimeout.multipliedBy(2).toMillis()
                            + ", or give capture a smaller producer.request.timeout.ms"));
        }
        return List.copyOf(problems);
    }

    /**
     * What an acknowledgement is worth to Kafka.
     *
     * @param topic the relay topic, or the one that says which transactions are committed
     * @param copies its replication factor
     * @param leastInSync its {@code min.insync.replicas}
     */
    public static Optional<Problem> ofTopic(String topic, int copies, int leastInSync) {
        if (copies == 1) {
            return Optional.of(new Problem(
                    "topic " + topic + " has one copy: an acknowledged transaction is on one broker, which syncs it to"
                            + " disk later, and is lost with that broker's machine",
                    "Give the topic three copies and min.insync.replicas=2"));
        }
        return leastInSync > 1
                ? Optional.empty()
                : Optional.of(new Problem(
                        "topic " + topic + " has min.insync.replicas=1: while other brokers are down, an acknowledged"
                                + " transaction is on one broker only",
                        "Set min.insync.replicas=2 for the topic"));
    }

    /**
     * What the source does when capture stops, as long as nothing else acknowledges.
     *
     * @return one or more sentences; empty when commits do not wait anyway
     */
    public Optional<String> whenStopped() {
        if (seen.filter(SemiSyncSource::active).isEmpty()) {
            return Optional.empty();
        }
        SemiSyncSource source = seen.get();
        if (source.clients() > source.wantedReplicas()) {
            return Optional.of("Source " + address + " has " + (source.clients() - 1)
                    + " other semi-synchronous replicas, whose acknowledgements its commits go on with; the relay log"
                    + " gets them later.");
        }
        String then = "goes on asynchronously until capture is back";
        return Optional.of(
                source.waitsWithoutReplica()
                        ? "The next COMMIT on source " + address + " waits "
                                + source.timeout().toMillis()
                                + " ms for an acknowledgement (" + source.variable("timeout") + "), then the source "
                                + then + ". To avoid the wait, run on the source before: SET GLOBAL "
                                + source.variable("enabled") + " = 0"
                        : "Source " + address + " " + then + " (" + noReplica(source) + "=OFF).");
    }

    private static String noReplica(SemiSyncSource source) {
        return source.variable(source.role().equals("source") ? "wait_no_replica" : "wait_no_slave");
    }

    private String installation() {
        String role = server.family() == Family.MYSQL && isAtLeast8026() ? "source" : "master";
        return "INSTALL PLUGIN rpl_semi_sync_" + role + " SONAME 'semisync_" + role + ".so'; once capture reads: SET"
                + " GLOBAL rpl_semi_sync_" + role + "_enabled = 1, and set both in its configuration";
    }

    private boolean isAtLeast8026() {
        Matcher version = MYSQL_VERSION.matcher(server.version());
        if (!version.matches()) {
            return true;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > 8 || (major == 8 && (minor > 0 || Integer.parseInt(version.group(3)) >= 26));
    }
}
