package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.replica.ReplicaInspection;
import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;

/** What a replica's own settings and contents mean to replication. */
final class ReplicaFindings {
    private final Subject subject;
    private final ReplicaInspection replica;

    ReplicaFindings(Subject subject, ReplicaInspection replica) {
        this.subject = requireNonNull(subject, "subject is null");
        this.replica = requireNonNull(replica, "replica is null");
    }

    /** @param firesTriggers whether rows are applied as statements, which fire them */
    List<Finding> all(boolean firesTriggers) {
        List<Finding> findings = new ArrayList<>();
        findings.add(subject.ok(
                "log-in",
                "as " + replica.account().name() + "; " + replica.version() + " calls itself "
                        + replica.variable("hostname") + ":" + replica.variable("port")));
        findings.add(privileges());
        findings.add(readOnly());
        findings.add(packet());
        findings.add(triggers(firesTriggers));
        findings.add(events());
        findings.add(nativeReplication());
        findings.add(subject.skipped(
                "disk space", "SQL does not tell. On its machine run: df -h " + replica.variable("datadir")));
        return findings;
    }

    private Finding privileges() {
        String account = replica.account().name();
        List<String> missing = replica.account().missing();
        return missing.isEmpty()
                ? subject.ok("privileges", account + " may apply everything")
                : subject.fail(
                        "privileges",
                        account + " lacks " + String.join(", ", missing),
                        "Run on the replica: GRANT " + String.join(", ", missing) + " ON *.* TO " + account);
    }

    private Finding readOnly() {
        if (replica.isOn("super_read_only")) {
            return subject.fail(
                    "read_only",
                    "super_read_only=ON refuses every client, the applier too",
                    "Run on the replica: " + Setting.of(replica.version(), "super_read_only", "OFF")
                            + "; read_only=ON may stay");
        }
        if (!replica.isOn("read_only") && !replica.variable("read_only").startsWith("NO_LOCK")) {
            return subject.warning(
                    "read_only",
                    "OFF: whoever writes here makes the replica differ from its source",
                    "Run on the replica: " + Setting.of(replica.version(), "read_only", "ON"));
        }
        List<String> missing = replica.account().missingWhereReadOnly();
        return missing.isEmpty()
                ? subject.ok(
                        "read_only",
                        replica.variable("read_only") + ", and "
                                + replica.account().name() + " may write")
                : subject.fail(
                        "read_only",
                        "ON, and " + replica.account().name() + " may not write where it is",
                        "Run on the replica: GRANT " + missing.get(0) + " ON *.* TO "
                                + replica.account().name());
    }

    private Finding packet() {
        long bytes = replica.maxAllowedPacket();
        return bytes >= ReplicaInspection.smallestPacket()
                ? subject.ok("max_allowed_packet", Long.toString(bytes))
                : subject.fail(
                        "max_allowed_packet",
                        bytes + " bytes are too few for rows events",
                        "Run on the replica: " + Setting.of(replica.version(), "max_allowed_packet", "1073741824"));
    }

    private Finding triggers(boolean fire) {
        List<String> triggers = replica.content().triggers();
        if (triggers.isEmpty()) {
            return subject.ok("triggers", "none");
        }
        return fire
                ? subject.warning(
                        "triggers",
                        Names.few(triggers) + ": rows are applied as statements, which fire them, though the log holds"
                                + " what the source's own triggers did",
                        "Run on the replica, for each: DROP TRIGGER " + Names.quoted(triggers.get(0)))
                : subject.ok("triggers", Names.few(triggers) + "; rows events do not fire them");
    }

    private Finding events() {
        List<String> events = replica.content().enabledEvents();
        if (events.isEmpty()) {
            return subject.ok("events", "none is enabled");
        }
        String scheduler = replica.variable("event_scheduler");
        return subject.warning(
                "events",
                "enabled, " + Names.few(events) + ": they run here as well as on the source (event_scheduler="
                        + scheduler + ")",
                "Run on the replica, for each: ALTER EVENT " + Names.quoted(events.get(0)) + " DISABLE ON "
                        + (replica.version().family() == Family.MYSQL
                                        && replica.version().isAtLeast(8, 0, 26)
                                ? "REPLICA"
                                : "SLAVE"));
    }

    private Finding nativeReplication() {
        List<String> channels = replica.content().nativeChannels();
        if (channels.isEmpty()) {
            return subject.ok("native replication", "none is set up");
        }
        boolean newNames =
                replica.version().family() == Family.MYSQL && replica.version().isAtLeast(8, 0, 22);
        return subject.warning(
                "native replication",
                "the server is a replica of " + String.join(", ", channels) + " as well: what comes both ways collides",
                "Unless it is another source, run on the replica: "
                        + (newNames ? "STOP REPLICA; RESET REPLICA ALL" : "STOP SLAVE; RESET SLAVE ALL"));
    }
}
