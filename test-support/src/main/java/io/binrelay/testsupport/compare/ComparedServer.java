package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.ConnectionSource;
import io.binrelay.testsupport.servers.DatabaseServer;

/**
 * One of the servers that are compared.
 *
 * @param name for the verdict, such as {@code replica-1}
 * @param connections to it
 */
public record ComparedServer(String name, ConnectionSource connections) {
    public ComparedServer {
        requireNonNull(name, "name is null");
        requireNonNull(connections, "connections is null");
    }

    /** An embedded server, read as root. */
    public static ComparedServer of(DatabaseServer server) {
        return new ComparedServer(server.name(), server::connect);
    }
}
