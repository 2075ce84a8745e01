package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceChecks;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceReaders;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.capture.source.SourceSurvey;
import io.binrelay.capture.source.TableSurvey;
import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a source's own settings and tables mean to replication. */
final class SourceFindings {
    private static final Subject SUBJECT = Subject.SOURCE;
    private static final long DAY_SECONDS = 86_400;

    private final SourceSurvey survey;
    private final SourceInspection inspection;
    private final SourceSettings settings;
    private final ServerVersion version;

    SourceFindings(SourceSurvey survey, SourceSettings settings) {
        this.survey = requireNonNull(survey, "survey is null");
        this.inspection = survey.inspection();
        this.settings = requireNonNull(settings, "settings is null");
        this.version = ServerVersion.parse(inspection.server().version());
    }

    ServerVersion version() {
        return version;
    }

    /**
     * All but the tables and the expiry of the binary log.
     *
     * @param namesServerId whether the settings' server id is capture's own
     */
    List<Finding> ofSettings(boolean namesServerId) {
        List<Finding> findings = new ArrayList<>();
        findings.add(SUBJECT.ok(
                "log-in",
                "as " + inspection.account().name() + "; " + version + " calls itself " + survey.variable("hostname")
                        + ":" + survey.variable("port")));
        findings.add(privileges());
        findings.add(SourceChecks.binlog(inspection, settings)
                .map(problem -> fail("log_bin", problem))
                .orElseGet(() -> SUBJECT.ok("log_bin", "ON")));
        findings.add(format());
        findings.add(rowImage());
        findings.add(rowMetadata());
        findings.add(serverId(namesServerId));
        findings.add(SUBJECT.ok("GTIDs", gtids()));
        findings.add(SUBJECT.ok(
                "durability",
                "sync_binlog=" + survey.variable("sync_binlog") + ", innodb_flush_log_at_trx_commit="
                        + survey.variable("innodb_flush_log_at_trx_commit")
                        + (survey.variable("sync_binlog").equals("1")
                                ? ""
                                : "; after a crash of its machine the source may have lost transactions that the log"
                                        + " and the replicas hold")));
        return findings;
    }

    private static Finding fail(String check, Problem problem) {
        return SUBJECT.fail(check, problem.message(), problem.remedy());
    }

    private Finding privileges() {
        List<Problem> problems = SourceChecks.privileges(inspection, settings);
        String account = inspection.account().name();
        if (!problems.isEmpty()) {
            return SUBJECT.fail(
                    "privileges",
                    problems.stream()
                            .map(Problem::message)
                            .reduce((all, one) -> all + "; " + one)
                            .orElseThrow(),
                    problems.stream()
                            .map(Problem::remedy)
                            .reduce((all, one) -> all + "; " + one)
                            .orElseThrow());
        }
        if (!inspection.account().hasAnyOf("SELECT")) {
            return SUBJECT.warning(
                    "privileges",
                    account + " lacks SELECT: names of columns that the binary log does not tell are missing from the"
                            + " log, and tables cannot be checked here",
                    "Run on the source: GRANT SELECT ON *.* TO " + account);
        }
        return SUBJECT.ok("privileges", account + " may read the binary log and the definitions");
    }

    private Finding format() {
        String format = inspection.binlog().format();
        if (format.isEmpty() || format.equalsIgnoreCase("ROW")) {
            return SUBJECT.ok("binlog_format", format.isEmpty() ? "ROW, the only one it knows" : "ROW");
        }
        return SUBJECT.warning(
                "binlog_format",
                format + ":" + (format.equalsIgnoreCase("MIXED") ? " some" : "")
                        + " changes of rows are logged as statements and executed again on each replica, with the"
                        + " results they have there",
                "Run on the source: " + Setting.of(version, "binlog_format", "'ROW'")
                        + " (connections that are open keep theirs)");
    }

    private Finding rowImage() {
        String image = inspection.binlog().rowImage();
        return SUBJECT.ok(
                "binlog_row_image",
                image.equalsIgnoreCase("FULL") ? "FULL" : image + ": replicated; the log lacks unchanged columns");
    }

    private Finding rowMetadata() {
        String metadata = inspection.binlog().rowMetadata();
        if (metadata.equalsIgnoreCase("FULL")) {
            return SUBJECT.ok("binlog_row_metadata", "FULL");
        }
        if (metadata.isEmpty()) {
            return SUBJECT.ok("binlog_row_metadata", "not known to this version");
        }
        return SUBJECT.warning(
                "binlog_row_metadata",
                metadata + ": the binary log does not name columns. They are named from the definitions as they are"
                        + " when capture reads, and replicas of the other family take columns by position",
                "Run on the source: " + Setting.of(version, "binlog_row_metadata", "'FULL'"));
    }

    private Finding serverId(boolean namesServerId) {
        List<Problem> problems = SourceChecks.serverIds(inspection, settings).stream()
                .filter(problem -> namesServerId || inspection.server().serverId() == 0)
                .toList();
        if (!problems.isEmpty()) {
            return fail("server_id", problems.get(0));
        }
        return SUBJECT.ok(
                "server_id",
                inspection.server().serverId()
                        + (namesServerId
                                ? "; capture reads as " + settings.serverId()
                                : "; source.server.id is not given, so not compared"));
    }

    /**
     * Whether another reader has capture's server id: a source ends the older of two dumps with one id (trap 63).
     *
     * @param serverId capture's
     */
    static Finding readers(SourceReaders readers, long serverId) {
        String found = readers.registered().size() + " registered replicas, "
                + readers.dumps().size() + " dump threads seen";
        return readers.registered().stream()
                .filter(reader -> reader.serverId() == serverId)
                .findFirst()
                .map(reader -> SUBJECT.fail(
                        "readers",
                        "a replica" + (reader.host().isEmpty() ? "" : " at " + reader.host() + ":" + reader.port())
                                + " is registered with server id " + serverId + ", which is capture's: the source ends"
                                + " one's dump when the other comes",
                        "Give capture a source.server.id that no server and no other reader of the source has"))
                .orElseGet(() -> SUBJECT.ok("readers", found));
    }

    private String gtids() {
        if (inspection.server().family() == Family.MARIADB) {
            return "always; gtid_strict_mode=" + survey.variable("gtid_strict_mode");
        }
        return "gtid_mode=" + inspection.binlog().modes().gtidMode() + ", enforce_gtid_consistency="
                + survey.variable("enforce_gtid_consistency");
    }

    /** What is wrong with the tables. */
    static List<Finding> ofTables(TableSurvey tables, ServerVersion version) {
        return List.of(withoutKey(tables, version), withoutTransactions(tables));
    }

    private static Finding withoutKey(TableSurvey tables, ServerVersion version) {
        if (tables.withoutKey().isEmpty()) {
            return SUBJECT.ok("tables without key", "none");
        }
        boolean mariadb = version.family() == Family.MARIADB;
        boolean invisible = mariadb ? version.isAtLeast(10, 3, 0) : version.isAtLeast(8, 0, 23);
        return SUBJECT.warning(
                "tables without key",
                Names.few(tables.withoutKey()) + ": each change of a row scans the whole table on the replica",
                "Run on the source, for each: ALTER TABLE "
                        + Names.quoted(tables.withoutKey().get(0)) + " ADD COLUMN my_row_id BIGINT UNSIGNED NOT NULL"
                        + " AUTO_INCREMENT" + (invisible ? " INVISIBLE" : "") + " PRIMARY KEY");
    }

    private static Finding withoutTransactions(TableSurvey tables) {
        if (tables.withoutTransactions().isEmpty()) {
            return SUBJECT.ok("engines", "all tables have transactions");
        }
        return SUBJECT.warning(
                "engines",
                "tables without transactions, " + Names.few(tables.withoutTransactions())
                        + ": what was half applied when a replica or its applier died stays, and stops the applier",
                "Run on the source, for each: ALTER TABLE "
                        + Names.quoted(tables.withoutTransactions().get(0)) + " ENGINE=InnoDB");
    }

    /**
     * Whether the source keeps its binary log for long enough.
     *
     * @param captureLagSeconds how long ago capture had everything; empty when not known
     */
    Optional<Finding> expiry(OptionalLong captureLagSeconds) {
        if (!inspection.binlog().enabled()) {
            return Optional.empty();
        }
        long seconds = expirySeconds();
        if (seconds == 0) {
            return Optional.of(SUBJECT.ok("binlog expiry", "never; PURGE BINARY LOGS is the operator's"));
        }
        String kept = "files are removed after " + seconds + " s";
        String remedy = "Run on the source: " + longer();
        long behind = captureLagSeconds.orElse(0);
        if (behind * 2 > seconds) {
            return Optional.of(SUBJECT.warning(
                    "binlog expiry",
                    kept + ", and capture is " + behind + " s behind: soon what it needs is gone (1236)",
                    remedy));
        }
        if (seconds < DAY_SECONDS) {
            return Optional.of(SUBJECT.warning(
                    "binlog expiry", kept + ": a capture that is down for longer cannot go on (1236)", remedy));
        }
        return Optional.of(SUBJECT.ok(
                "binlog expiry", kept + (captureLagSeconds.isPresent() ? "; capture is " + behind + " s behind" : "")));
    }

    private long expirySeconds() {
        String seconds = survey.variable("binlog_expire_logs_seconds");
        long found = seconds.isEmpty() ? 0 : Long.parseLong(seconds);
        String days = survey.variable("expire_logs_days");
        // MariaDB's has fractions.
        return found != 0 || days.isEmpty() ? found : (long) (Double.parseDouble(days) * DAY_SECONDS);
    }

    private String longer() {
        return survey.variables().containsKey("binlog_expire_logs_seconds")
                ? Setting.of(version, "binlog_expire_logs_seconds", Long.toString(7 * DAY_SECONDS))
                : Setting.of(version, "expire_logs_days", "7");
    }
}
