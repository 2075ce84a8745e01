package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.applier.replica.ReplicaInspection;
import io.binrelay.capture.source.SourceSurvey;
import io.binrelay.relay.config.ApplyMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What of a replica does not fit its source. */
final class PairFindings {
    private final SourceSurvey source;
    private final ServerVersion sourceVersion;
    private final Subject subject;
    private final ReplicaInspection replica;
    private final ApplyMode mode;
    private final OptionalLong captureServerId;

    /**
     * @param mode how rows are applied
     * @param captureServerId the server id that capture reads with; empty when not known
     */
    PairFindings(
            SourceSurvey source,
            Subject subject,
            ReplicaInspection replica,
            ApplyMode mode,
            OptionalLong captureServerId) {
        this.source = requireNonNull(source, "source is null");
        this.sourceVersion = ServerVersion.parse(source.inspection().server().version());
        this.subject = requireNonNull(subject, "subject is null");
        this.replica = requireNonNull(replica, "replica is null");
        this.mode = requireNonNull(mode, "mode is null");
        this.captureServerId = requireNonNull(captureServerId, "captureServerId is null");
    }

    /** Whether rows are applied as statements. */
    static boolean isLogical(ServerVersion source, ServerVersion replica, ApplyMode mode) {
        return mode == ApplyMode.LOGICAL || (mode == ApplyMode.AUTO && source.family() != replica.family());
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(version());
        findings.add(identity());
        findings.add(serverId());
        findings.add(tableNames());
        findings.add(same("character_set_server"));
        findings.add(same("collation_server"));
        findings.add(sqlMode());
        findings.add(timeZone());
        findings.add(packet());
        findings.add(localInfile());
        if (isLogical(sourceVersion, replica.version(), mode)) {
            findings.add(rowImage());
        }
        return findings;
    }

    private Finding version() {
        ServerVersion version = replica.version();
        String both = version + ", the source is " + sourceVersion;
        if (!sameFamily() && mode == ApplyMode.NATIVE) {
            return subject.fail(
                    "version",
                    both + ": events of one family cannot be applied to the other",
                    "Set apply.mode=auto, or use a replica of the source's family");
        }
        if (sameFamily() && mode != ApplyMode.LOGICAL && !version.canReplay(sourceVersion)) {
            return subject.fail(
                    "version",
                    both + ": an older server may not understand the source's events",
                    "Upgrade the replica to " + sourceVersion + " or newer");
        }
        return subject.ok(
                "version", both + (isLogical(sourceVersion, version, mode) ? "; rows are applied as statements" : ""));
    }

    private Finding identity() {
        String sourceIdentity = identity(source.variable("server_uuid"), source.variable("server_uid"));
        String own = identity(replica.variable("server_uuid"), replica.variable("server_uid"));
        if (!own.isEmpty() && own.equals(sourceIdentity)) {
            return subject.fail(
                    "server_uuid",
                    own + ", and that is the source's: both are one server, or one is a copy of the other",
                    "Check replica.host and replica.port; on a copy remove auto.cnf from " + replica.variable("datadir")
                            + " and restart it");
        }
        return subject.ok("server_uuid", own.isEmpty() ? "not known to this version" : "another one than the source's");
    }

    /** MariaDB calls it server_uid, and has it only in newer versions. */
    private static String identity(String uuid, String uid) {
        return uuid.isEmpty() ? uid : uuid;
    }

    private Finding serverId() {
        String own = replica.variable("server_id");
        if (own.equals(Long.toString(source.inspection().server().serverId()))) {
            return subject.fail(
                    "server_id",
                    own + ", and that is the source's",
                    "Give the replica another one; run on it: " + Setting.of(replica.version(), "server_id", "N"));
        }
        if (captureServerId.isPresent() && own.equals(Long.toString(captureServerId.getAsLong()))) {
            return subject.warning(
                    "server_id",
                    own + ", and as that capture reads from the source",
                    "Give capture another source.server.id");
        }
        return subject.ok("server_id", own);
    }

    private Finding tableNames() {
        String ofSource = source.variable("lower_case_table_names");
        String own = replica.variable("lower_case_table_names");
        return ofSource.equals(own)
                ? subject.ok("lower_case_table_names", own)
                : subject.fail(
                        "lower_case_table_names",
                        own + ", on the source it is " + ofSource + ": names in another case are other tables on one of"
                                + " them and the same on the other",
                        "Initialise the replica anew with lower_case_table_names=" + ofSource
                                + " in its configuration; it cannot be changed later");
    }

    private boolean sameFamily() {
        return replica.version().family() == sourceVersion.family();
    }

    private Finding same(String variable) {
        String ofSource = source.variable(variable);
        String own = replica.variable(variable);
        if (!sameFamily()) {
            return subject.ok(variable, own + ", on the source, of the other family, " + ofSource);
        }
        return ofSource.equals(own)
                ? subject.ok(variable, own)
                : subject.warning(
                        variable,
                        own + ", on the source it is " + ofSource + ": statements come with the source's, but what is"
                                + " created here otherwise, or after a promotion, differs",
                        "Run on the replica: " + Setting.of(replica.version(), variable, ofSource));
    }

    private Finding sqlMode() {
        if (!sameFamily()) {
            return subject.ok("sql_mode", "not compared: the families have different ones");
        }
        Set<String> ofSource = modes(source.variable("sql_mode"));
        Set<String> own = modes(replica.variable("sql_mode"));
        if (ofSource.equals(own)) {
            return subject.ok("sql_mode", "as on the source");
        }
        Set<String> more = new TreeSet<>(own);
        more.removeAll(ofSource);
        Set<String> less = new TreeSet<>(ofSource);
        less.removeAll(own);
        String difference = (more.isEmpty() ? "" : "the source has not " + String.join(",", more))
                + (more.isEmpty() || less.isEmpty() ? "" : "; ")
                + (less.isEmpty() ? "" : "only the source has " + String.join(",", less));
        return subject.warning(
                "sql_mode",
                difference
                        + ": statements come with the source's, but what is done here otherwise, or after a promotion,"
                        + " differs",
                "Run on the replica: "
                        + Setting.of(replica.version(), "sql_mode", "'" + source.variable("sql_mode") + "'"));
    }

    private static Set<String> modes(String text) {
        Set<String> modes = new TreeSet<>(Arrays.asList(text.split(",", -1)));
        modes.remove("");
        return modes;
    }

    private Finding timeZone() {
        String ofSource = zone(source.variable("time_zone"), source.variable("system_time_zone"));
        String own = zone(replica.variable("time_zone"), replica.variable("system_time_zone"));
        return ofSource.equals(own)
                ? subject.ok("time_zone", own)
                : subject.warning(
                        "time_zone",
                        own + ", on the source it is " + ofSource + ": rows arrive the same, but statements that were"
                                + " logged with time_zone=SYSTEM run in the zone of the server they run on",
                        "Give both servers one zone; run on both: "
                                + Setting.of(replica.version(), "time_zone", "'+00:00'"));
    }

    private static String zone(String zone, String system) {
        return zone.equals("SYSTEM") ? "SYSTEM (" + system + ")" : zone;
    }

    private Finding packet() {
        String ofSource = source.variable("max_allowed_packet");
        long wanted = ofSource.isEmpty() ? 0 : Long.parseLong(ofSource);
        return replica.maxAllowedPacket() >= wanted
                ? subject.ok("largest row", "max_allowed_packet is not smaller than the source's")
                : subject.warning(
                        "largest row",
                        "max_allowed_packet is " + replica.maxAllowedPacket() + ", on the source it is " + wanted
                                + ": a row that the source takes may be too large here",
                        "Run on the replica: " + Setting.of(replica.version(), "max_allowed_packet", ofSource));
    }

    private Finding localInfile() {
        String format = source.inspection().binlog().format();
        boolean needed = !format.isEmpty() && !format.equalsIgnoreCase("ROW");
        if (replica.isOn("local_infile")) {
            return subject.ok("local_infile", "ON");
        }
        return needed
                ? subject.warning(
                        "local_infile",
                        "OFF, and the source has binlog_format=" + format + ": a LOAD DATA that it logs as a statement"
                                + " stops the applier",
                        "Run on the replica: " + Setting.of(replica.version(), "local_infile", "ON"))
                : subject.ok("local_infile", "OFF; with binlog_format=ROW on the source it is not needed");
    }

    private Finding rowImage() {
        String image = source.inspection().binlog().rowImage();
        return image.isEmpty() || image.equalsIgnoreCase("FULL")
                ? subject.ok("binlog_row_image", "FULL on the source")
                : subject.warning(
                        "binlog_row_image",
                        image + " on the source: changes of tables without a key cannot be applied as statements",
                        "Run on the source: " + Setting.of(sourceVersion, "binlog_row_image", "'FULL'"));
    }

    /** Whether the replica can make the source's tables. */
    static Finding engines(Subject subject, Set<String> ofSource, Set<String> ofReplica) {
        Set<String> lacking = new TreeSet<>(ofSource);
        lacking.removeIf(engine -> ofReplica.stream().anyMatch(engine::equalsIgnoreCase));
        return lacking.isEmpty()
                ? subject.ok("engines", "it has all that the source's tables use")
                : subject.fail(
                        "engines",
                        "it lacks " + String.join(", ", lacking) + ", which tables of the source use",
                        "Install the engine on the replica (INSTALL SONAME or INSTALL PLUGIN), or change those tables on"
                                + " the source: ALTER TABLE ... ENGINE=InnoDB");
    }
}
