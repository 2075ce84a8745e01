package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of itself at one moment.
 *
 * @param server who it is
 * @param binlog how it writes its binary log
 * @param account who we are to it
 * @param files its binary log files, oldest first; empty when it writes none or the account may not see them
 * @param position the end of the last file; null where {@code files} is empty
 * @param gtidSet the transactions in the binary log up to {@code position}: MySQL's executed set, MariaDB's GTID
 *     position; empty where {@code position} is null and where the source has no GTIDs
 */
public record SourceInspection(
        Server server,
        BinlogSettings binlog,
        Account account,
        List<BinlogFile> files,
        @Nullable FilePosition position,
        String gtidSet) {
    public SourceInspection {
        requireNonNull(server, "server is null");
        requireNonNull(binlog, "binlog is null");
        requireNonNull(account, "account is null");
        files = List.copyOf(files);
        requireNonNull(gtidSet, "gtidSet is null");
    }

    /** The beginning of the oldest file; empty where there is none to see. */
    public Optional<FilePosition> earliest() {
        return files.stream().findFirst().map(file -> new FilePosition(file.name(), 4));
    }

    /**
     * A server.
     *
     * @param version as {@code VERSION()} gives it, e.g. {@code 11.4.5-MariaDB-log}
     * @param serverId its {@code server_id}
     * @param uuid its {@code server_uuid}; null on MariaDB, which has none
     * @param lowerCaseTableNames whether its {@code lower_case_table_names} is 1 or 2
     */
    public record Server(
            Family family,
            String version,
            long serverId,
            @Nullable String uuid,
            boolean lowerCaseTableNames) {
        public Server {
            requireNonNull(family, "family is null");
            requireNonNull(version, "version is null");
        }

        /** One that tells names of tables apart by their case. */
        public Server(Family family, String version, long serverId, @Nullable String uuid) {
            this(family, version, serverId, uuid, false);
        }
    }

    /**
     * The settings of a binary log, as the server's global variables hold them; empty where the server does not know
     * one.
     *
     * @param enabled {@code log_bin}
     * @param format {@code binlog_format}
     * @param rowImage {@code binlog_row_image}
     * @param rowMetadata {@code binlog_row_metadata}
     * @param rowValueOptions {@code binlog_row_value_options}
     * @param checksum {@code binlog_checksum}
     * @param modes what only one family has
     */
    public record BinlogSettings(
            boolean enabled,
            String format,
            String rowImage,
            String rowMetadata,
            String rowValueOptions,
            String checksum,
            Modes modes) {
        public BinlogSettings {
            requireNonNull(format, "format is null");
            requireNonNull(rowImage, "rowImage is null");
            requireNonNull(rowMetadata, "rowMetadata is null");
            requireNonNull(rowValueOptions, "rowValueOptions is null");
            requireNonNull(checksum, "checksum is null");
            requireNonNull(modes, "modes is null");
        }
    }

    /**
     * Settings that only one family has.
     *
     * @param gtidMode MySQL's {@code gtid_mode}; empty on MariaDB, which always has GTIDs
     * @param compression MySQL's {@code binlog_transaction_compression} or MariaDB's {@code log_bin_compress}
     */
    public record Modes(String gtidMode, boolean compression) {
        public Modes {
            requireNonNull(gtidMode, "gtidMode is null");
        }
    }

    /**
     * The account that we are logged in as.
     *
     * @param name as in a GRANT: {@code 'repl'@'%'}
     * @param privileges those on {@code *.*}, upper case, roles included
     */
    public record Account(String name, List<String> privileges) {
        public Account {
            requireNonNull(name, "name is null");
            privileges = List.copyOf(privileges);
        }

        /** Whether the account has one of the privileges, or all there are. */
        public boolean hasAnyOf(String... names) {
            if (privileges.contains("ALL PRIVILEGES")) {
                return true;
            }
            for (String each : names) {
                if (privileges.contains(each.toUpperCase(Locale.ROOT))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A binary log file.
     *
     * @param size in bytes
     */
    public record BinlogFile(String name, long size) {
        public BinlogFile {
            requireNonNull(name, "name is null");
        }
    }
}
