package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares servers of one family: the definitions of all user schemas, and every byte of every row. The first server is
 * the reference.
 *
 * <p>Compared: databases, tables, views, triggers, routines, events with the settings that belong to them; accounts and
 * grants on request. Rows by a digest over the stored value of every column, which, unlike CHECKSUM TABLE, sees types
 * inside JSON documents and bytes that moved from one column to the next; by CHECKSUM TABLE besides, among servers of
 * one version. Not compared: system schemas, the schema {@code binrelay}, the AUTO_INCREMENT counter (trap 14). On all
 * servers but the reference events have to be disabled (trap 46).
 *
 * <p>The servers must be quiet: nobody writes and replication has caught up. Each is read in one snapshot, but not all
 * at the same moment. Immutable and thread-safe.
 */
public final class ServerComparison {
    private final List<ComparedServer> servers;
    private final Optional<Set<String>> ignoredUsers;

    private ServerComparison(List<ComparedServer> servers, Optional<Set<String>> ignoredUsers) {
        this.servers = List.copyOf(servers);
        this.ignoredUsers = requireNonNull(ignoredUsers, "ignoredUsers is null");
        if (servers.size() < 2) {
            throw new IllegalArgumentException("two servers at least are needed to compare, not " + servers.size());
        }
        if (servers.stream().map(ComparedServer::name).distinct().count() < servers.size()) {
            throw new IllegalArgumentException("two servers have the same name: " + servers);
        }
    }

    /** Without accounts. The first server is the reference. */
    public static ServerComparison of(ComparedServer... servers) {
        return new ServerComparison(List.of(servers), Optional.empty());
    }

    /** Without accounts. The first server is the reference. */
    public static ServerComparison of(List<ComparedServer> servers) {
        return new ServerComparison(servers, Optional.empty());
    }

    /**
     * With accounts, roles and grants.
     *
     * @param ignored user names that are left out, such as those of the pipeline itself
     */
    public ServerComparison withAccounts(Set<String> ignored) {
        return new ServerComparison(servers, Optional.of(Set.copyOf(ignored)));
    }

    /**
     * Compares now. Takes about one scan of all tables per server; the servers are read in parallel.
     *
     * @throws SQLException when a server cannot be read
     * @throws InterruptedException when the calling thread is interrupted
     */
    public ComparisonResult run() throws SQLException, InterruptedException {
        return new ContentComparison(readAll()).result();
    }

    private List<ServerContent> readAll() throws SQLException, InterruptedException {
        ExecutorService readers = Executors.newFixedThreadPool(servers.size());
        try {
            List<Future<ServerContent>> pending = new ArrayList<>();
            for (ComparedServer server : servers) {
                pending.add(readers.submit(() -> new ServerReader(server, ignoredUsers).read()));
            }
            List<ServerContent> contents = new ArrayList<>();
            for (int i = 0; i < servers.size(); i++) {
                contents.add(result(servers.get(i), pending.get(i)));
            }
            return contents;
        } finally {
            readers.shutdownNow();
        }
    }

    private static ServerContent result(ComparedServer server, Future<ServerContent> pending)
            throws SQLException, InterruptedException {
        try {
            return pending.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new SQLException(
                        "Could not read " + server.name() + ": " + cause.getMessage(),
                        cause.getSQLState(),
                        cause.getErrorCode(),
                        cause);
            }
            throw new IllegalStateException("Reading " + server.name() + " failed", e.getCause());
        }
    }
}
