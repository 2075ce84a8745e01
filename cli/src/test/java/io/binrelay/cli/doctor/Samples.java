package io.binrelay.cli.doctor;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.applier.replica.ReplicaInspection;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.capture.source.SourceInspection.Modes;
import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.capture.source.SourceSurvey;
import io.binrelay.schemas.model.Family;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Servers that no test can start. */
final class Samples {
    static final Subject R1 = Subject.replica("r1");

    private Samples() {}

    static SourceSurvey source(String version, Map<String, String> variables) {
        return new SourceSurvey(
                new SourceInspection(
                        new Server(Family.MYSQL, version, 1, "uuid-of-source"),
                        new BinlogSettings(true, "ROW", "FULL", "FULL", "", "CRC32", new Modes("ON", false)),
                        new Account("'capture'@'%'", List.of("ALL PRIVILEGES")),
                        List.of(),
                        null,
                        ""),
                variables,
                0);
    }

    static ReplicaInspection replica(
            String version, ReplicaInspection.@Nullable Position position, List<String> tables) {
        return new ReplicaInspection(
                ServerVersion.parse(version),
                Map.of("server_id", "2", "server_uuid", "uuid-of-replica"),
                new ReplicaInspection.Account("'applier'@'%'", List.of(), List.of()),
                new ReplicaInspection.Content(Set.of("InnoDB"), List.of(), List.of(), tables, List.of(), position),
                0);
    }

    static String line(String outcome, String subject, String check, String text) {
        return String.format(java.util.Locale.ROOT, "%-7s  %-8s  %-22s  %s", outcome, subject, check, text);
    }
}
