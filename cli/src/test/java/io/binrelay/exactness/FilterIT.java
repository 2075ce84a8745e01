package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.DatabaseServerBuilder;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trap 74: the same changes through the same filters, by the server's own replication on one replica and by binrelay's
 * applier on another; then both are the same, or both have stopped.
 */
class FilterIT {
    private static final FilterRun WILD = FilterRun.of("replicate-wild-ignore-table=b.%,a.wide\\_%");
    private static final FilterRun CASE =
            FilterRun.of("replicate-ignore-table=a.mixed", "replicate-wild-ignore-table=A.WIDE%");
    private static final FilterRun ONE_TABLE = FilterRun.of("replicate-ignore-table=a.u");
    private static final FilterRun REWRITE = FilterRun.of("replicate-rewrite-db=a->z", "replicate-do-db=z,c");

    private static final Map<String, List<FilterRun>> RUNS = Map.of(
            "ROW",
            List.of(
                    FilterRun.of("replicate-do-db=a,c"),
                    ONE_TABLE,
                    WILD,
                    CASE,
                    REWRITE,
                    FilterRun.of("replicate-wild-do-table=a.%,mysql.%,c.%", "replicate-ignore-table=a.u"),
                    FilterRun.of("replicate-ignore-db=b", "replicate-wild-do-table=a.%")),
            "STATEMENT",
            List.of(
                    FilterRun.of("replicate-ignore-db=a"),
                    ONE_TABLE,
                    WILD,
                    CASE,
                    REWRITE,
                    FilterRun.of("replicate-do-table=a.t"),
                    FilterRun.of("replicate-wild-do-table=a.%"),
                    FilterRun.of("replicate-do-db=a", "replicate-wild-ignore-table=a.%")));

    private static final List<String> FOLLOWING = List.of("--relay-log=relay", "--skip-slave-start");
    private static final Set<String> OWN_ACCOUNTS = Set.of("root", "healthcheck", LabServer.ACCOUNT);

    private final Deque<DatabaseServer> servers = new ArrayDeque<>();

    @AfterEach
    void stopServers() {
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap74_filters_do_what_those_of_the_servers_do(Engine engine) throws Exception {
        LabServer source = source(engine, "source", List.of());
        LabServer filtering = source(engine, "filtering source", List.of("--binlog-do-db=a"));
        LabServer replica = start(engine, "replica", FOLLOWING);
        LabServer oracle = start(engine, "native", FOLLOWING);
        List<String> outcomes = new ArrayList<>();
        for (String format : List.of("ROW", "STATEMENT")) {
            FilePosition begin = source.end();
            FilterScript.run(source, format);
            try (LabChannel channel = LabChannel.open(source, begin)) {
                assertThat(channel.captureUntil(source.end())).isNull();
                for (FilterRun run : RUNS.getOrDefault(format, List.of())) {
                    NativeFollower follower = new NativeFollower(oracle, source);
                    outcomes.add(format + " " + run + ": "
                            + outcome(
                                    new LabApplier(channel, replica, run.rules()),
                                    replica,
                                    follower,
                                    begin,
                                    run.statements(oracle.isMysql()),
                                    source.end()));
                }
            }
            FilePosition filteringBegin = filtering.end();
            FilterScript.run(filtering, format);
            try (LabChannel channel = LabChannel.open(source, begin, FilterRun.LOGGING_A)) {
                assertThat(channel.captureUntil(source.end())).isNull();
                outcomes.add(format + " binlog-do-db=a: "
                        + outcome(
                                new LabApplier(channel, replica),
                                replica,
                                new NativeFollower(oracle, filtering),
                                filteringBegin,
                                FilterRun.of().statements(oracle.isMysql()),
                                filtering.end()));
            }
            ServerCleaner.clean(List.of(source, filtering));
        }

        assertThat(outcomes).allMatch(outcome -> outcome.contains(": same"));
        assertThat(outcomes).filteredOn(outcome -> outcome.endsWith(": same")).hasSizeGreaterThan(outcomes.size() / 3);
    }

    private LabServer source(Engine engine, String name, List<String> options) throws SQLException {
        LabServer source = start(engine, name, options);
        source.executeUnlogged(List.of(
                "CREATE USER " + LabServer.ACCOUNT + "@'%' IDENTIFIED BY '" + LabServer.ACCOUNT_PASSWORD + "'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO " + LabServer.ACCOUNT + "@'%'"));
        return source;
    }

    private LabServer start(Engine engine, String name, List<String> options) throws SQLException {
        DatabaseServerBuilder builder =
                DatabaseServer.builder(engine).name(name).durable(false).option("--event-scheduler=OFF");
        options.forEach(builder::option);
        DatabaseServer server = builder.start();
        servers.push(server);
        return LabServer.of(server);
    }

    /** Follows with both from the beginning to the end, compares, and cleans up. */
    private static String outcome(
            LabApplier applier,
            LabServer replica,
            NativeFollower follower,
            FilePosition begin,
            List<String> settings,
            FilePosition end)
            throws SQLException, InterruptedException {
        LabServer oracle = follower.server();
        List<LabServer> both = List.of(replica, oracle);
        for (LabServer server : both) {
            // Nothing of an earlier applier; the database that another is rewritten to.
            server.executeUnlogged(List.of("DROP DATABASE IF EXISTS binrelay", "CREATE DATABASE z"));
        }
        try (applier) {
            follower.follow(begin, settings);
            String error = applier.applyAll();
            return judge(error == null ? "" : error, follower.awaitApplied(end), replica, oracle);
        } finally {
            follower.leave();
            ServerCleaner.clean(both);
        }
    }

    /**
     * Where both stop, they have done the same until then. Of a statement that changes several tables the relay log
     * does not tell which; MySQL refuses to end a distributed transaction of which nothing is left.
     */
    private static String judge(String error, String nativeError, LabServer replica, LabServer oracle)
            throws SQLException, InterruptedException {
        boolean undecided = error.contains("it cannot be told for sure") && error.contains("UPDATE t JOIN u");
        if (undecided) {
            return "same, up to a statement that is refused";
        }
        ComparisonResult result = ServerComparison.of(List.of(oracle.compared(), replica.compared()))
                .withAccounts(OWN_ACCOUNTS)
                .run();
        boolean xaRefused = oracle.isMysql() && nativeError.contains("Error in Xid_log_event") && error.isEmpty();
        if (!result.identical() || (error.isEmpty() != nativeError.isEmpty() && !xaRefused)) {
            return "DIFFERENT " + result.differences() + "\n  binrelay: " + error + "\n  native: " + nativeError;
        }
        return error.isEmpty() && nativeError.isEmpty() ? "same" : "same, until " + nativeError;
    }
}
