package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<Problem> problems = new ArrayList<>();
        problems.addAll(serverIds(source, settings));
        problems.addAll(privileges(source, settings));
        binlog(source, settings).ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /** Whether it writes a binary log at all. */
    public static Optional<Problem> binlog(SourceInspection source, SourceSettings settings) {
        return source.binlog().enabled()
                ? Optional.empty()
                : Optional.of(new Problem(
                        nameOf(settings) + " writes no binary log (log_bin is OFF)",
                        "Set log_bin in its configuration and restart it"));
    }

    /**
     * What to know about a source that can be captured but has more to go wrong; empty when there is nothing to say.
     *
     * @return one or more sentences
     */
    public static Optional<String> warning(SourceInspection source, SourceSettings settings) {
        String format = source.binlog().format();
        // A server that does not know the variable any more knows no other format either.
        if (format.isEmpty() || format.equalsIgnoreCase("ROW")) {
            return Optional.empty();
        }
        return Optional.of("source " + settings.address() + " has binlog_format=" + format + ": its binary log holds"
                + (format.equalsIgnoreCase("MIXED") ? " some" : "") + " changes of rows as statements. They are relayed"
                + " as they are and executed again on each replica, with the results they have there; statements whose"
                + " result is not determined (the source warns of them as unsafe) let replicas drift, as in the servers'"
                + " own replication. SET GLOBAL binlog_format = 'ROW' on the source avoids that");
    }

    /** Whether the source has a server id, and capture another one. */
    public static List<Problem> serverIds(SourceInspection source, SourceSettings settings) {
        List<Problem> problems = new ArrayList<>();
        if (source.server().serverId() == 0) {
            problems.add(new Problem(
                    nameOf(settings) + " has server_id 0 and therefore refuses all replicas",
                    "Run on the source: SET GLOBAL server_id = 1, and set it in its configuration"));
        }
        if (source.server().serverId() == settings.serverId()) {
            problems.add(new Problem(
                    "server id " + settings.serverId() + " is the one of " + nameOf(settings) + " itself",
                    "Give capture a source.server.id that no server and no other reader of the source has"));
        }
        return List.copyOf(problems);
    }

    /** What the account lacks to read the binary log. */
    public static List<Problem> privileges(SourceInspection source, SourceSettings settings) {
        String name = nameOf(settings);
        List<Problem> problems = new ArrayList<>();
        Account account = source.account();
        if (!account.hasAnyOf("REPLICATION SLAVE")) {
            problems.add(missingPrivilege("REPLICATION SLAVE", "read its binary log", account, name));
        }
        if (!SourceInspector.maySeeBinlog(source.server().family(), account)) {
            String privilege = source.server().family() == Family.MARIADB ? "BINLOG MONITOR" : "REPLICATION CLIENT";
            problems.add(missingPrivilege(privilege, "see its current position", account, name));
        }
        return List.copyOf(problems);
    }

    private static String nameOf(SourceSettings settings) {
        return "source " + settings.address();
    }

    private static Problem missingPrivilege(String privilege, String purpose, Account account, String name) {
        return new Problem(
                account.name() + " lacks the privilege " + privilege + " on " + name + ", needed to " + purpose,
                "Run on the source: GRANT " + privilege + " ON *.* TO " + account.name());
    }
}
