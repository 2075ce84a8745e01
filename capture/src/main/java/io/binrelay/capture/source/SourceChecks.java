package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a source can be captured. Every defect found is a {@link Problem} of its own; an empty list means go.
 *
 * <p>A source that cannot be asked at all is none of these: {@link SourceInspector} throws then.
 */
public final class SourceChecks {
    private SourceChecks() {}

    /** The defects of an inspected source, most basic first; unmodifiable. */
    public static List<Problem> of(SourceInspection source, SourceSettings settings) {
        requireNonNull(source, "source is null");
        requireNonNull(settings, "settings is null");
        String name = "source " + settings.address();
        List<Problem> problems = new ArrayList<>();
        checkServerIds(source, settings, name, problems);
        checkPrivileges(source, name, problems);
        if (!source.binlog().enabled()) {
            problems.add(new Problem(
                    name + " writes no binary log (log_bin is OFF)",
                    "Set log_bin in its configuration and restart it"));
            return List.copyOf(problems);
        }
        checkFormat(source.binlog(), name, problems);
        checkCompression(source, name, problems);
        return List.copyOf(problems);
    }

    private static void checkServerIds(
            SourceInspection source, SourceSettings settings, String name, List<Problem> problems) {
        if (source.server().serverId() == 0) {
            problems.add(new Problem(
                    name + " has server_id 0 and therefore refuses all replicas",
                    "Run on the source: SET GLOBAL server_id = 1, and set it in its configuration"));
        }
        if (source.server().serverId() == settings.serverId()) {
            problems.add(new Problem(
                    "server id " + settings.serverId() + " is the one of " + name + " itself",
                    "Give capture a source.server.id that no server and no other reader of the source has"));
        }
    }

    private static void checkPrivileges(SourceInspection source, String name, List<Problem> problems) {
        Account account = source.account();
        if (!account.hasAnyOf("REPLICATION SLAVE")) {
            problems.add(missingPrivilege("REPLICATION SLAVE", "read its binary log", account, name));
        }
        if (!SourceInspector.maySeeBinlog(source.server().family(), account)) {
            String privilege = source.server().family() == Family.MARIADB ? "BINLOG MONITOR" : "REPLICATION CLIENT";
            problems.add(missingPrivilege(privilege, "see its current position", account, name));
        }
    }

    private static Problem missingPrivilege(String privilege, String purpose, Account account, String name) {
        return new Problem(
                account.name() + " lacks the privilege " + privilege + " on " + name + ", needed to " + purpose,
                "Run on the source: GRANT " + privilege + " ON *.* TO " + account.name());
    }

    private static void checkFormat(BinlogSettings binlog, String name, List<Problem> problems) {
        // A server that does not know the variable any more knows no other format either.
        if (!binlog.format().isEmpty() && !binlog.format().equalsIgnoreCase("ROW")) {
            problems.add(new Problem(
                    name + " writes its binary log with binlog_format=" + binlog.format()
                            + ", which does not hold the rows",
                    setting("binlog_format", "ROW")));
        }
        if (!binlog.rowImage().isEmpty() && !binlog.rowImage().equalsIgnoreCase("FULL")) {
            problems.add(new Problem(
                    name + " writes its binary log with binlog_row_image=" + binlog.rowImage()
                            + ", which leaves out columns",
                    setting("binlog_row_image", "FULL")));
        }
        if (!binlog.rowValueOptions().isEmpty()) {
            problems.add(new Problem(
                    name + " writes its binary log with binlog_row_value_options=" + binlog.rowValueOptions()
                            + ", which leaves out parts of JSON documents",
                    setting("binlog_row_value_options", "")));
        }
    }

    private static void checkCompression(SourceInspection source, String name, List<Problem> problems) {
        if (source.binlog().modes().compression()) {
            String variable =
                    source.server().family() == Family.MARIADB ? "log_bin_compress" : "binlog_transaction_compression";
            problems.add(new Problem(
                    name + " compresses its binary log (" + variable + "=ON), which capture does not read yet",
                    setting(variable, "OFF")));
        }
    }

    private static String setting(String variable, String value) {
        return "Run on the source: SET GLOBAL " + variable + " = '" + value
                + "', set it in its configuration, and let its clients reconnect. What is already in the binary log stays as"
                + " it is: start capture behind it";
    }
}
