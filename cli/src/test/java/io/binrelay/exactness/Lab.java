package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.exactness.Outcome.Differs;
import io.binrelay.exactness.Outcome.Identical;
import io.binrelay.exactness.Outcome.Stopped;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.Difference;
import io.binrelay.testsupport.compare.ServerComparison;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One source and its replicas, each twice: over binrelay, and by native replication. Runs cases one after the other;
 * each finds all servers empty. For one thread.
 */
final class Lab implements AutoCloseable {
    /** Current schema of every case. */
    static final String SCHEMA = "lab";

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final Set<String> OWN_ACCOUNTS = Set.of("root", "healthcheck", LabServer.ACCOUNT);

    private final LabServer source;
    private final List<Follower> followers;
    private @Nullable LabChannel channel;

    /** Takes servers that are empty, and makes the account for replication on the source. */
    Lab(LabServer source, List<Follower> followers) throws SQLException {
        this.source = requireNonNull(source, "source is null");
        this.followers = List.copyOf(followers);
        source.executeUnlogged(List.of(
                "CREATE USER IF NOT EXISTS " + LabServer.ACCOUNT + "@'%' IDENTIFIED BY '" + LabServer.ACCOUNT_PASSWORD
                        + "'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO " + LabServer.ACCOUNT + "@'%'"));
    }

    LabServer source() {
        return source;
    }

    /** Versions of source and replicas, e.g. {@code MySQL 8.0.15 -> MySQL 9.7.4}. */
    @Override
    public String toString() {
        return source.version() + " -> "
                + followers.stream().map(f -> f.replica().version().toString()).collect(Collectors.joining(", "));
    }

    /**
     * Runs a case and cleans up behind it.
     *
     * @return one result per version of replicas
     * @throws IllegalStateException a statement did not end as the case says
     */
    List<PairResult> run(ExactnessCase of) throws SQLException, InterruptedException {
        List<Step> queries = of.steps().stream()
                .filter(step ->
                        step.kind() == Step.Kind.COMPARE && step.condition().holds(source.version()))
                .toList();
        return run(new CaseScript(of), queries);
    }

    /**
     * Runs statements that come one at a time, and cleans up behind them.
     *
     * @return one result per version of replicas
     */
    List<PairResult> run(Script script) throws SQLException, InterruptedException {
        return run(script, List.of());
    }

    private List<PairResult> run(Script script, List<Step> queries) throws SQLException, InterruptedException {
        LabChannel open = follow();
        boolean clean = false;
        try {
            boolean xa = false;
            List<PairResult> interrupted = List.of();
            try (SourceSessions sessions = new SourceSessions(source, script)) {
                source.execute("CREATE DATABASE `" + script.schema() + "`");
                for (Step step = script.next(); step != null; step = script.next()) {
                    if (step.condition().holds(source.version())) {
                        xa |= step.sql().regionMatches(true, 0, "XA ", 0, 3);
                        interrupted = take(step, sessions, open, script);
                    }
                    if (!interrupted.isEmpty()) {
                        break;
                    }
                }
            }
            List<PairResult> results = interrupted.isEmpty() ? results(queries, catchUp(open)) : interrupted;
            clean = !xa && results.stream().allMatch(result -> result.binrelay() instanceof Identical);
            return results;
        } finally {
            tidy(clean);
        }
    }

    /** @return why the script cannot go on; empty when it can */
    private List<PairResult> take(Step step, SourceSessions sessions, LabChannel open, Script script)
            throws SQLException, InterruptedException {
        switch (step.kind()) {
            case SOURCE, CONNECT -> execute(step, sessions, script);
            case SYNC -> catchUp(open);
            case RESTART -> {
                catchUp(open);
                for (Follower follower : followers) {
                    follower.restart(open);
                }
            }
            case REPLICAS -> {
                for (LabServer server : replicas()) {
                    server.executeUnlogged(List.of("USE " + SCHEMA, step.sql()));
                }
            }
            case COMPARE -> {
                // At the end.
            }
            case DISCONNECT -> sessions.disconnect(step.connection());
            case CHECKPOINT -> {
                return checkpoint(open);
            }
        }
        return List.of();
    }

    /** Whether all is as it should be in the middle of a script. What a session has locked is not looked at. */
    private List<PairResult> checkpoint(LabChannel open) throws SQLException, InterruptedException {
        FilePosition end = catchUp(open);
        try {
            List<PairResult> results = results(List.of(), end);
            boolean on = results.stream()
                    .allMatch(result -> result.asNative()
                            && !(result.binrelay() instanceof Stopped)
                            && !(result.nativeOne() instanceof Stopped));
            return on ? List.of() : results;
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return List.of();
            }
            throw e;
        }
    }

    private static void execute(Step step, SourceSessions sessions, Script script) throws SQLException {
        Answer answer;
        try {
            if (step.kind() == Step.Kind.CONNECT) {
                sessions.connect(step.connection(), step.sql());
                return;
            }
            answer = sessions.execute(step.connection(), step.sql(), script.asks());
        } catch (SQLException e) {
            script.failed(step, e);
            return;
        }
        if (script.asks()) {
            script.answered(step, answer);
        }
        script.succeeded(step, answer.changed());
    }

    private LabChannel follow() throws SQLException {
        FilePosition now = source.end();
        LabChannel open = channel;
        if (open == null) {
            open = LabChannel.open(source, now);
            channel = open;
        }
        for (Follower follower : followers) {
            follower.follow(open, now);
        }
        return open;
    }

    private FilePosition catchUp(LabChannel open) throws SQLException {
        FilePosition end = source.end();
        String captureError = open.captureUntil(end);
        for (Follower follower : followers) {
            follower.catchUp(end, captureError);
        }
        return end;
    }

    private List<PairResult> results(List<Step> queries, FilePosition end) throws SQLException, InterruptedException {
        List<Difference> differences = queries.isEmpty() ? compareServers() : List.of();
        List<PairResult> results = new ArrayList<>();
        for (Follower follower : followers) {
            Outcome binrelay = outcome(follower.replica(), follower.binrelayError(), differences, queries);
            Outcome nativeOne = outcome(follower.oracle(), follower.nativeError(), differences, queries);
            boolean same =
                    nativeOne instanceof Differs && binrelay instanceof Differs && sameAsEachOther(follower, queries);
            String pair = source.version() + " -> " + follower.replica().version();
            boolean sameVersion = source.version().equals(follower.replica().version());
            results.add(new PairResult(pair, binrelay, nativeOne, same, sameVersion, end.toString()));
        }
        return results;
    }

    private List<Difference> compareServers() throws SQLException, InterruptedException {
        List<ComparedServer> servers = Stream.concat(
                        Stream.of(source), followers.stream().flatMap(Follower::complete))
                .map(LabServer::compared)
                .toList();
        return servers.size() < 2 ? List.of() : compare(servers).differences();
    }

    private static ComparisonResult compare(List<ComparedServer> servers) throws SQLException, InterruptedException {
        return ServerComparison.of(servers).withAccounts(OWN_ACCOUNTS).run();
    }

    private static boolean sameAsEachOther(Follower follower, List<Step> queries)
            throws SQLException, InterruptedException {
        if (queries.isEmpty()) {
            return compare(List.of(
                            follower.oracle().compared(), follower.replica().compared()))
                    .identical();
        }
        for (Step query : queries) {
            if (!answer(follower.oracle(), query).equals(answer(follower.replica(), query))) {
                return false;
            }
        }
        return true;
    }

    private Outcome outcome(LabServer server, @Nullable String error, List<Difference> differences, List<Step> queries)
            throws SQLException {
        if (error != null) {
            return new Stopped(error);
        }
        List<String> own = new ArrayList<>();
        differences.stream()
                .filter(difference -> difference.server().equals(server.name()))
                .forEach(difference -> own.add(difference.toString()));
        for (Step query : queries) {
            List<String> expected = answer(source, query);
            List<String> actual = answer(server, query);
            if (!expected.equals(actual)) {
                own.add(query.sql() + "\n    " + source.name() + ": " + expected + "\n    " + server.name() + ": "
                        + actual);
            }
        }
        return own.isEmpty() ? new Identical() : new Differs(String.join("\n", own));
    }

    private static List<String> answer(LabServer server, Step query) throws SQLException {
        return server.query(query.sql());
    }

    /** The source first. */
    List<LabServer> servers() {
        return Stream.concat(Stream.of(source), replicas().stream()).toList();
    }

    private List<LabServer> replicas() {
        return followers.stream()
                .flatMap(follower -> follower.servers().stream())
                .toList();
    }

    /** @param keepChannel whether the next case may go on with the same log */
    private void tidy(boolean keepChannel) throws SQLException, InterruptedException {
        for (Follower follower : followers) {
            if (!keepChannel || follower.nativeError() != null) {
                follower.leave(!keepChannel);
            }
        }
        if (!keepChannel) {
            closeChannel();
        }
        ServerCleaner.clean(servers());
    }

    private void closeChannel() {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** Leaves the servers running, which others may use. */
    @Override
    public void close() throws SQLException {
        for (Follower follower : followers) {
            follower.leave(true);
        }
        closeChannel();
    }
}
