package io.binrelay.capture.source;

import java.util.Optional;
import java.util.Set;

/**
 * What a source's error numbers mean to capture: whether trying again can help, and what the operator can do.
 *
 * <p>Source: MySQL manual, "Server Error Message Reference"; MariaDB documentation, "MariaDB Error Code Reference".
 */
final class SourceErrors {
    static final int ACCESS_DENIED = 1045;
    static final int READING_BINLOG_FAILED = 1236;

    /** MariaDB's own number for what MySQL says with 1236. */
    static final int READER_ALREADY_CONNECTED = 4052;

    /**
     * Too many connections (1040, 1203, 1226), shutdown (1053), network (1158 to 1161), killed (1317; MariaDB 1927;
     * MySQL 3169, 4031).
     */
    private static final Set<Integer> TRANSIENT =
            Set.of(1040, 1053, 1158, 1159, 1160, 1161, 1203, 1226, 1317, 1927, 3032, 3169, 4031);

    private SourceErrors() {}

    static boolean isTransient(int errno) {
        return TRANSIENT.contains(errno);
    }

    /** What to do, as one sentence without a full stop; empty where the server's own words are all there is to say. */
    static Optional<String> remedy(int errno, String serverSays, SourceSettings settings) {
        return switch (errno) {
            case ACCESS_DENIED ->
                Optional.of("Check source.user and source.password, and from which hosts the account may" + " log in");
            case 1129 ->
                Optional.of("Run on the source: FLUSH HOSTS (MySQL: TRUNCATE TABLE performance_schema.host_cache)");
            case 1130 -> Optional.of("Create the account for the host that capture runs on");
            case 1142, 1227 ->
                Optional.of("Run on the source: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '"
                        + settings.user() + "'@'%'");
            case READING_BINLOG_FAILED, READER_ALREADY_CONNECTED -> dumpRemedy(serverSays, settings);
            default -> Optional.empty();
        };
    }

    /** Whether an error is about what is to be read next, and not about who reads. */
    static boolean isAboutPosition(int errno, String serverSays) {
        return errno == READING_BINLOG_FAILED && !isAboutReader(serverSays);
    }

    private static boolean isAboutReader(String serverSays) {
        return serverSays.contains("server_uuid/server_id")
                || serverSays.contains("server_id/server_uuid")
                || serverSays.contains("same server_id");
    }

    /** 1236 is nearly every error of a dump thread; only the text tells which. */
    private static Optional<String> dumpRemedy(String serverSays, SourceSettings settings) {
        if (isAboutReader(serverSays)) {
            return Optional.of("Another reader uses server id " + settings.serverId()
                    + ": stop it, or give capture a source.server.id of its own");
        }
        if (serverSays.contains("GTID_MODE")) {
            return Optional.of("Start at a file position, or set gtid_mode=ON on the source");
        }
        if (serverSays.contains("purged") || serverSays.contains("Could not find")) {
            return Optional.of(
                    "The source does not have, or no longer has, what capture needs next. If its files were purged"
                            + " the gap cannot be filled from them: the replicas must be seeded anew");
        }
        if (serverSays.contains("position > file size")
                || serverSays.contains("impossible position")
                || serverSays.contains("bogus data")
                || serverSays.contains("truncated in the middle of event")) {
            return Optional.of(
                    "No event begins at the position asked for. If the source's binary log was reset, the relay"
                            + " log must be started anew");
        }
        return Optional.empty();
    }
}
