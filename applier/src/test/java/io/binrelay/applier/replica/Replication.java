package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.ApplyLoop;
import io.binrelay.applier.ApplySettings;
import io.binrelay.applier.Guidance;
import io.binrelay.applier.LogForTests;
import io.binrelay.applier.SourceBinlog;
import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.GroupLimits;
import io.binrelay.relay.config.SslMode;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A real source, a real replica, and everything between them but Kafka and the codec. */
final class Replication implements AutoCloseable {
    private static final ApplySettings SETTINGS =
            new ApplySettings(new GroupLimits(100, 1 << 20), Duration.ofMillis(1), Duration.ofSeconds(5), true);

    private final DatabaseServer source;
    private final DatabaseServer replica;
    private final SourceBinlog binlog;

    Replication(Engine engine, String... replicaOptions) throws SQLException {
        this(engine, engine, List.of(), replicaOptions);
    }

    Replication(Engine sourceEngine, Engine replicaEngine, List<String> sourceOptions, String... replicaOptions)
            throws SQLException {
        var sourceBuilder = DatabaseServer.builder(sourceEngine).name("source").durable(false);
        for (String option : sourceOptions) {
            sourceBuilder.option(option);
        }
        source = sourceBuilder.start();
        var builder = DatabaseServer.builder(replicaEngine).name("replica").durable(false);
        for (String option : replicaOptions) {
            builder.option(option);
        }
        replica = builder.start();
        binlog = new SourceBinlog(source);
    }

    DatabaseServer source() {
        return source;
    }

    DatabaseServer replica() {
        return replica;
    }

    ReplicaAddress address() {
        return new ReplicaAddress(
                replica.host(), replica.port(), replica.rootUser(), replica.rootPassword(), SslMode.PREFERRED);
    }

    JdbcReplica open(String channel) {
        return new JdbcReplica(address(), channel, Duration.ofSeconds(1));
    }

    List<LoggedRecord> recordsOf(String... statements) throws SQLException {
        return binlog.recordsOf(statements);
    }

    /** What an action left in the source's binary log. */
    List<LoggedRecord> recordsBehind(SourceAction action) throws SQLException {
        FilePosition from = binlog.position();
        action.run();
        return binlog.recordsFrom(from);
    }

    /** Runs statements on the source as another account. */
    List<LoggedRecord> recordsAs(String user, String password, String... statements) throws SQLException {
        return recordsBehind(() -> {
            try (Connection connection = source.connect(user, password);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        });
    }

    /** Runs statements each of which fails on the source, and gives what they left in its binary log. */
    List<LoggedRecord> recordsOfFailing(String... statements) throws SQLException {
        return recordsBehind(() -> {
            for (String sql : statements) {
                assertThatThrownBy(() -> source.execute(sql)).isInstanceOf(SQLException.class);
            }
        });
    }

    /** Does something to the source. */
    interface SourceAction {
        void run() throws SQLException;
    }

    /** Runs statements on the source and brings the replica there, over a channel of its own. */
    void replicate(String channel, String... statements) throws SQLException {
        apply(channel, recordsOf(statements));
    }

    /** Brings the replica behind these records. */
    void apply(String channel, List<LoggedRecord> records) {
        LogForTests log = new LogForTests();
        log.append(records.stream().map(LoggedRecord::record).toList());
        try (ApplyLoop loop = loop(channel, log, Stages.UNWATCHED)) {
            drain(loop, records.size());
        }
    }

    /**
     * Brings the replica behind these records, while the applier dies again and again, at every stage, and another
     * takes over.
     *
     * @return the stages at which it died
     */
    List<Stage> applyKilled(String channel, List<LoggedRecord> records) {
        LogForTests log = new LogForTests();
        log.append(records.stream().map(LoggedRecord::record).toList());
        return killed(stages -> loop(channel, log, stages), records.size());
    }

    /** See {@link #applyKilled}. */
    static List<Stage> killed(Function<Stages, ApplyLoop> process, int last) {
        List<Stage> deaths = new ArrayList<>();
        for (int life = 0; life < 20 * last + 20; life++) {
            int[] left = {life % 7};
            Stages stages = stage -> {
                if (stage != Stage.READ_NOT_APPLIED && left[0]-- == 0) {
                    deaths.add(stage);
                    throw new Killed();
                }
            };
            try (ApplyLoop loop = process.apply(stages)) {
                drain(loop, last);
                return deaths;
            } catch (Killed e) {
                assertThat(deaths).isNotEmpty();
            }
        }
        throw new AssertionError("not drained: " + deaths);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    ApplyLoop loop(String channel, LogForTests log, Stages stages) {
        return loop(address(), channel, log, stages);
    }

    ApplyLoop loop(ReplicaAddress to, String channel, LogForTests log, Stages stages) {
        return new ApplyLoop(
                log::reader,
                new JdbcReplica(to, channel, Duration.ofSeconds(1)),
                SETTINGS,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 1),
                stages,
                InstantSource.system(),
                Guidance.NONE);
    }

    /** Runs a loop until it has applied so many transactions. */
    static void drain(ApplyLoop loop, long last) {
        for (int step = 0; step < 1_000; step++) {
            loop.runOnce();
            Checkpoint checkpoint = loop.progress().checkpoint();
            if (checkpoint != null && checkpoint.sequence() == last) {
                return;
            }
        }
        throw new AssertionError("not drained: " + loop.progress());
    }

    /** All rows of a query, columns joined. */
    static List<String> rows(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rowsOf(result);
        }
    }

    static List<String> rowsOf(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.append(i == 1 ? "" : "|").append(result.getString(i));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    void assertSame(String sql) throws SQLException {
        assertThat(rows(replica, sql)).as(sql).isNotEmpty().isEqualTo(rows(source, sql));
    }

    @Override
    public void close() {
        replica.close();
        source.close();
    }
}
