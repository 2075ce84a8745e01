package io.binrelay.cli.doctor;

import io.binrelay.applier.replica.ReplicaInspection;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Examines all that several configurations name: one source, one channel on Kafka, any number of replicas. Reads only.
 * Used once, by one thread.
 */
public final class Doctor {
    private static final Subject CONFIGURATION = new Subject(Area.CONFIGURATION, "given");

    /** With what operators have changed, as soon as Kafka was found to answer. */
    private List<Endpoints> given;

    /**
     * Connects to nothing yet.
     *
     * @param given a service's configuration each
     */
    public Doctor(List<Endpoints> given) {
        this.given = List.copyOf(given);
    }

    /** Makes all checks that can be made; takes some seconds. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(agreement());
        Map<String, Long> clocks = new HashMap<>();
        KafkaExamination kafka = kafka();
        if (kafka.asked()) {
            given = given.stream().map(Endpoints::asOrdered).toList();
            findings.addAll(changes());
        }
        SourceExamination source = source(kafka.captureLagSeconds(System.currentTimeMillis()));
        source.survey().ifPresent(survey -> clocks.put("source", survey.aheadMillis()));
        kafka.clockAhead().ifPresent(ahead -> clocks.put("broker", ahead.toMillis()));
        findings.addAll(source.findings());
        findings.addAll(capture(source, kafka));
        findings.addAll(kafka.findings());
        findings.addAll(replicas(source, kafka, clocks));
        findings.add(ClockFindings.of(clocks));
        return List.copyOf(findings);
    }

    private List<Finding> agreement() {
        List<Finding> findings = new ArrayList<>();
        differing(Endpoints::channel)
                .ifPresent(values -> findings.add(CONFIGURATION.fail(
                        "channel",
                        "the configurations name different channels: " + values,
                        "An applier reads what the capture of its own channel writes: give them the same channel")));
        differing(endpoints -> endpoints.kafka().map(KafkaSettings::bootstrapServers))
                .ifPresent(values -> findings.add(CONFIGURATION.warning(
                        "kafka",
                        "the configurations name different bootstrap servers: " + values,
                        "Make sure that they are of one cluster: kafka-cluster.sh cluster-id --bootstrap-server"
                                + " HOST:PORT")));
        return findings;
    }

    private List<Finding> changes() {
        return given.stream()
                .filter(endpoints -> !endpoints.changedByOrder().isEmpty())
                .map(endpoints -> CONFIGURATION.ok(
                        "changed by order",
                        String.join(", ", endpoints.changedByOrder()) + " of " + endpoints.origin()))
                .toList();
    }

    /** What the configurations say, if they do not all say the same. */
    private Optional<String> differing(Function<Endpoints, Optional<String>> value) {
        Map<String, String> byOrigin = new LinkedHashMap<>();
        for (Endpoints endpoints : given) {
            value.apply(endpoints).ifPresent(text -> byOrigin.put(endpoints.origin(), text));
        }
        Set<String> values = new TreeSet<>(byOrigin.values());
        return values.size() < 2
                ? Optional.empty()
                : Optional.of(byOrigin.entrySet().stream()
                        .map(entry -> entry.getValue() + " in " + entry.getKey())
                        .collect(Collectors.joining(", ")));
    }

    private <T> Optional<T> first(Function<Endpoints, Optional<T>> value) {
        return given.stream()
                .flatMap(endpoints -> value.apply(endpoints).stream())
                .findFirst();
    }

    private KafkaExamination kafka() {
        Optional<KafkaSettings> kafka = first(Endpoints::kafka);
        Optional<String> channel = first(Endpoints::channel);
        if (kafka.isEmpty() || channel.isEmpty()) {
            return KafkaExamination.none();
        }
        // What capture wants the topic to take stands beside its source.
        Endpoints ofCapture = given.stream()
                .filter(endpoints -> endpoints.source().isPresent())
                .findFirst()
                .orElse(given.get(0));
        return KafkaExamination.of(kafka.get(), channel.get(), ofCapture.maxMessageBytes());
    }

    private SourceExamination source(OptionalLong captureLagSeconds) {
        Optional<Endpoints> endpoints =
                given.stream().filter(each -> each.source().isPresent()).findFirst();
        if (endpoints.isEmpty()) {
            return SourceExamination.none();
        }
        SourceSettings settings = endpoints.get().source().orElseThrow();
        Duration brokerTimeout = first(Endpoints::kafka)
                .map(kafka -> KafkaRelayWriter.answerTimeout(
                        kafka, first(Endpoints::channel).orElse("")))
                .orElse(Duration.ZERO);
        return SourceExamination.of(
                settings, endpoints.get().namesCapturesServerId(), captureLagSeconds, brokerTimeout);
    }

    private List<Finding> capture(SourceExamination source, KafkaExamination kafka) {
        List<Finding> findings = new ArrayList<>();
        if (!kafka.asked()) {
            findings.add(Subject.CAPTURE.skipped("running", "Kafka, which knows of it, was not asked"));
            return findings;
        }
        findings.add(new ServiceFindings(kafka.status(), kafka.bootstrapServers()).capture());
        String topic = first(Endpoints::channel).orElse("") + ".relay";
        if (kafka.log().isPresent() && source.survey().isPresent()) {
            findings.add(new LogFindings(topic, kafka.log().get())
                    .capture(source.survey().get().inspection()));
        } else {
            findings.add(Subject.CAPTURE.skipped(
                    "resume position",
                    kafka.log().isPresent()
                            ? "the source was not asked"
                            : "there is no relay log to compare the source with"));
        }
        return findings;
    }

    private List<Finding> replicas(SourceExamination source, KafkaExamination kafka, Map<String, Long> clocks) {
        List<Finding> findings = new ArrayList<>();
        String channel = first(Endpoints::channel).orElse("");
        Map<String, ReplicaInspection> asked = new LinkedHashMap<>();
        Set<String> addresses = new TreeSet<>();
        for (Endpoints endpoints : given) {
            if (endpoints.replica().isPresent()
                    && addresses.add(
                            endpoints.replica().get() + endpoints.replicaName().orElse(""))) {
                ReplicaExamination examination = new ReplicaExamination(endpoints, source, kafka, channel);
                examination.run(findings).ifPresent(replica -> {
                    clocks.put(examination.name(), replica.aheadMillis());
                    twins(examination.name(), replica, asked).ifPresent(findings::add);
                    asked.put(examination.name(), replica);
                });
            }
        }
        if (addresses.isEmpty()) {
            findings.add(Subject.replica("replica")
                    .skipped("all checks", "no replica is given. Give " + Endpoints.wantedOfReplica()));
        }
        return findings;
    }

    /** Two replicas that are one server: their appliers would fight over it. */
    private static Optional<Finding> twins(
            String name, ReplicaInspection replica, Map<String, ReplicaInspection> others) {
        for (Map.Entry<String, ReplicaInspection> other : others.entrySet()) {
            boolean sameServer = Objects.equals(identity(replica), identity(other.getValue()));
            boolean sameId =
                    replica.variable("server_id").equals(other.getValue().variable("server_id"));
            if (sameServer || sameId) {
                return Optional.of(Subject.replica(name)
                        .fail(
                                sameServer ? "server_uuid" : "server_id",
                                (sameServer ? identity(replica) : replica.variable("server_id")) + ", and that is "
                                        + other.getKey() + "'s",
                                sameServer
                                        ? "Check replica.host and replica.port of both; on a copy remove auto.cnf from "
                                                + replica.variable("datadir") + " and restart it"
                                        : "Give each replica its own; run on this one: "
                                                + Setting.of(replica.version(), "server_id", "N")));
            }
        }
        return Optional.empty();
    }

    private static String identity(ReplicaInspection replica) {
        String uuid = replica.variable("server_uuid");
        String uid = uuid.isEmpty() ? replica.variable("server_uid") : uuid;
        return uid.isEmpty() ? replica.variable("hostname") + ":" + replica.variable("port") : uid;
    }
}
