package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.SslMode;

/**
 * Where the replica is and how to log in.
 *
 * @param password never printed
 */
public record ReplicaAddress(String host, int port, String user, String password, SslMode sslMode) {
    public ReplicaAddress {
        requireNonNull(host, "host is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(sslMode, "sslMode is null");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port);
        }
    }

    /** {@code host:port}. */
    public String hostAndPort() {
        return host + ":" + port;
    }

    /** {@code user@host:port}, for messages. */
    @Override
    public String toString() {
        return user + "@" + hostAndPort();
    }
}
