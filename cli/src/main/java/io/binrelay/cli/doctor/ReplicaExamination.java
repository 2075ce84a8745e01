package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.applier.replica.ReplicaAddress;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.applier.replica.ReplicaInspection;
import io.binrelay.applier.replica.ReplicaInspector;
import io.binrelay.capture.source.SourceSurvey;
import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.log.LogExtent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks one replica, and compares it with its source and the relay log. */
final class ReplicaExamination {
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{1,2}:\\d{2}");

    private final Endpoints given;
    private final SourceExamination source;
    private final KafkaExamination kafka;
    private final String channel;
    private final Subject subject;

    /** @param channel empty when none is given */
    ReplicaExamination(Endpoints given, SourceExamination source, KafkaExamination kafka, String channel) {
        this.given = requireNonNull(given, "given is null");
        this.source = requireNonNull(source, "source is null");
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.subject = Subject.replica(given.replicaName().orElse("replica"));
    }

    /** How lines name it: the replica's name where it has one. */
    String name() {
        return subject.name();
    }

    /**
     * Asks.
     *
     * @param findings where what was found goes
     * @return empty when the replica could not be asked
     */
    Optional<ReplicaInspection> run(List<Finding> findings) {
        ReplicaAddress address = given.replica().orElseThrow();
        addApplier(findings);
        Finding reach = new ReachCheck(subject, "replica", address.host(), address.port()).run();
        findings.add(reach);
        if (reach.outcome() == Outcome.FAIL) {
            findings.add(subject.skipped("other checks", "the replica cannot be asked, see the line before"));
            return Optional.empty();
        }
        ReplicaInspector inspector = new ReplicaInspector(address, channel);
        try {
            ReplicaInspection replica = inspector.inspect();
            findings.addAll(new ReplicaFindings(subject, replica).all(appliesStatements(replica)));
            addPosition(findings, replica);
            addComparison(findings, replica, inspector);
            return Optional.of(replica);
        } catch (ReplicaException e) {
            findings.add(LoginCheck.denied(subject, "replica", e, "ALL", "WITH GRANT OPTION"));
            findings.add(subject.skipped("other checks", "the replica cannot be asked, see the line before"));
            return Optional.empty();
        }
    }

    private void addApplier(List<Finding> findings) {
        if (!kafka.asked()) {
            findings.add(subject.skipped("applier", "Kafka, which knows of it, was not asked"));
        } else if (given.replicaName().isEmpty()) {
            findings.add(subject.skipped("applier", "the replica's name is not given. Give replica.name"));
        } else {
            findings.add(
                    new ServiceFindings(kafka.status(), kafka.bootstrapServers()).applier(subject, subject.name()));
        }
    }

    /** Without a source nothing is known of families; then what is configured counts. */
    private boolean appliesStatements(ReplicaInspection replica) {
        return source.survey()
                .map(survey -> PairFindings.isLogical(versionOf(survey), replica.version(), given.applyMode()))
                .orElse(given.applyMode() == ApplyMode.LOGICAL);
    }

    private void addPosition(List<Finding> findings, ReplicaInspection replica) {
        Optional<LogExtent> log = kafka.log();
        findings.add(log.map(found ->
                        new LogFindings(channel + ".relay", found).replica(subject, replica, given.initialPosition()))
                .orElseGet(() -> subject.skipped("resume position", "there is no relay log to compare it with")));
    }

    private void addComparison(List<Finding> findings, ReplicaInspection replica, ReplicaInspector inspector) {
        if (source.survey().isEmpty()) {
            findings.add(subject.skipped(
                    "against the source",
                    "version, server_uuid, server_id, character set, sql_mode, time zone, engines: the source was not"
                            + " asked. Give " + Endpoints.wantedOfSource()));
            return;
        }
        SourceSurvey survey = source.survey().get();
        findings.addAll(new PairFindings(survey, subject, replica, given.applyMode(), source.captureServerId()).all());
        source.tables()
                .ifPresent(tables -> findings.add(PairFindings.engines(
                        subject, tables.engines().keySet(), replica.content().engines())));
        String zone = survey.variable("time_zone");
        if (!zone.equals("SYSTEM") && !OFFSET.matcher(zone).matches()) {
            findings.add(
                    inspector.knowsTimeZone(zone)
                            ? subject.ok("time zone tables", "they know " + zone + ", which the source uses")
                            : subject.fail(
                                    "time zone tables",
                                    "they do not know " + zone + ", which the source uses: statements stop with 1298",
                                    "Run on the replica's machine: mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql -u"
                                            + " root -p mysql"));
        }
    }

    private static ServerVersion versionOf(SourceSurvey survey) {
        return ServerVersion.parse(survey.inspection().server().version());
    }
}
