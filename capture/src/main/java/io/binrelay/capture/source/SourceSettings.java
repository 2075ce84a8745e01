package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

/**
 * Which server to read from and as whom. Its family is not asked for: the server says it when greeted.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user an account with REPLICATION SLAVE and REPLICATION CLIENT (MariaDB: REPLICATION SLAVE and BINLOG MONITOR)
 * @param password never part of {@link #toString()}; may be empty
 * @param serverId the id under which we read, 1 to 2^32-1; unique among the source and all its readers, since a source
 *     ends the older of two dumps with the same id
 */
public record SourceSettings(
        String host, int port, String user, String password, long serverId, ConnectionOptions options) {
    private static final long LARGEST_SERVER_ID = 0xffff_ffffL;

    public SourceSettings {
        requireNonNull(host, "host is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(options, "options is null");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the source's host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the source's port is " + port + ", allowed is 1 to 65535");
        }
        if (serverId < 1 || serverId > LARGEST_SERVER_ID) {
            throw new IllegalArgumentException("server id is " + serverId + ", allowed is 1 to " + LARGEST_SERVER_ID);
        }
    }

    /** With {@link ConnectionOptions#defaults()}. */
    public SourceSettings(String host, int port, String user, String password, long serverId) {
        this(host, port, user, password, serverId, ConnectionOptions.defaults());
    }

    public SourceSettings withOptions(ConnectionOptions newOptions) {
        return new SourceSettings(host, port, user, password, serverId, newOptions);
    }

    /** {@code HOST:PORT}. */
    public String address() {
        return host + ":" + port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SourceSettings[" + user + "@" + address() + ", server id " + serverId + ", " + options + "]";
    }
}
