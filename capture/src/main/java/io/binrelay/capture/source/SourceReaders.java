package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Who reads a source's binary log, as the source knows it.
 *
 * @param registered what SHOW REPLICAS lists: readers that have registered; capture does not
 * @param dumps connections that a dump is being sent over
 * @param notes what of this the account may not see, and the GRANT that lets it; sentences without a full stop
 */
public record SourceReaders(List<Registered> registered, List<Dump> dumps, List<String> notes) {
    public SourceReaders {
        registered = List.copyOf(registered);
        dumps = List.copyOf(dumps);
        notes = List.copyOf(notes);
    }

    /**
     * A registered reader.
     *
     * @param host what it reports ({@code report_host}); empty when nothing
     * @param port what it reports ({@code report_port})
     */
    public record Registered(long serverId, String host, int port) {
        public Registered {
            requireNonNull(host, "host is null");
        }
    }

    /**
     * A dump thread.
     *
     * @param id of the connection, for KILL
     * @param user as the account is named
     * @param client {@code host:port} of the reader
     * @param command {@code Binlog Dump} or {@code Binlog Dump GTID}
     * @param seconds in this state
     * @param state what the server says it does
     */
    public record Dump(long id, String user, String client, String command, long seconds, String state) {
        public Dump {
            requireNonNull(user, "user is null");
            requireNonNull(client, "client is null");
            requireNonNull(command, "command is null");
            requireNonNull(state, "state is null");
        }
    }
}
