package io.binrelay.testsupport.servers;

import org.jspecify.annotations.Nullable;

/**
 * Where and as whom a server is reached.
 *
 * @param name for messages
 * @param port on 127.0.0.1
 * @param serverId server_id
 * @param rootPassword of {@code root}
 * @param reservation of the port, given back when the server is closed; null when the caller chose the port
 */
record ServerEndpoint(
        String name,
        int port,
        long serverId,
        String rootPassword,
        @Nullable LocalPort reservation) {
    void release() {
        if (reservation != null) {
            reservation.close();
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name + " at 127.0.0.1:" + port;
    }
}
