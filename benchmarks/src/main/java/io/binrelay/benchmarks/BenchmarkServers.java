package io.binrelay.benchmarks;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.DatabaseServerBuilder;
import io.binrelay.testsupport.servers.Engine;
import io.binrelay.testsupport.servers.KafkaBroker;
import io.binrelay.testsupport.workload.BacklogSize;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/** The servers of all benchmarks: MySQL with GTIDs, ROW, a buffer pool that holds the data, and a Kafka broker. */
final class BenchmarkServers {
    static final String USER = "bench";
    static final String PASSWORD = "bench";

    /** The table that is created last before a backlog: a replica that has it is where the backlog begins. */
    static final String PREPARED = "prepared.prepared";

    private static final int BUFFER_POOL_MEGABYTES = 512;
    private static final int BROKER_HEAP_MEGABYTES = 512;

    private final Consumer<String> notices;

    BenchmarkServers(Consumer<String> notices) {
        this.notices = notices;
    }

    /** A durable source with an account for those who read its binary log. */
    DatabaseServer source() throws SQLException {
        DatabaseServer source = mysql("source")
                .durable(true)
                // So that the log tells a native replica's workers all that is independent.
                .option("--binlog-transaction-dependency-tracking=WRITESET")
                .option("--transaction-write-set-extraction=XXHASH64")
                .start();
        try {
            source.createSourceAccount(USER, PASSWORD);
            return source;
        } catch (SQLException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** An empty, durable replica with an account for an applier; the same for both sides but for the options. */
    DatabaseServer replica(String name, List<String> options) throws SQLException {
        DatabaseServerBuilder builder = mysql(name).durable(true).option("--log-slave-updates=ON");
        options.forEach(builder::option);
        DatabaseServer replica = builder.start();
        try {
            replica.createReplicaAccount(USER, PASSWORD);
            return replica;
        } catch (SQLException | RuntimeException e) {
            replica.close();
            throw e;
        }
    }

    /** A durable MariaDB, which has semi-synchronous replication built in, with an account for those who read it. */
    DatabaseServer mariaDb(String name) throws SQLException {
        DatabaseServer server = DatabaseServer.builder(Engine.MARIADB)
                .name("bench-" + name)
                .durable(true)
                .bufferPoolMegabytes(BUFFER_POOL_MEGABYTES / 4)
                .notices(notices)
                .start();
        try {
            server.createSourceAccount(USER, PASSWORD);
            return server;
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private DatabaseServerBuilder mysql(String name) {
        return DatabaseServer.builder(Engine.MYSQL)
                .name("bench-" + name)
                .gtidMode(true)
                .bufferPoolMegabytes(BUFFER_POOL_MEGABYTES)
                .option("--innodb-log-file-size=256M")
                .notices(notices);
    }

    /** A broker that runs at full speed. */
    KafkaBroker broker() {
        return KafkaBroker.builder()
                .heapMegabytes(BROKER_HEAP_MEGABYTES)
                .fastStart(false)
                .start();
    }

    /** Fills the source and tells where its backlog lies. */
    Backlog fill(DatabaseServer source, BacklogKind.Writer writer) throws SQLException, InterruptedException {
        try (Connection connection = source.connect()) {
            FilePosition origin = position(connection);
            writer.schema().create(source::connect);
            // Being DDL, it ends what a replica can take together: the backlog begins with a transaction of its own.
            source.execute(
                    "CREATE DATABASE IF NOT EXISTS prepared",
                    "DROP TABLE IF EXISTS " + PREPARED,
                    "CREATE TABLE " + PREPARED + " (id INT NOT NULL PRIMARY KEY)");
            FilePosition begin = position(connection);
            String beginGtids = executedGtids(connection);
            BacklogSize written = writer.load().write(source::connect);
            return new Backlog(
                    source.host(),
                    source.port(),
                    USER,
                    PASSWORD,
                    origin,
                    begin,
                    beginGtids,
                    position(connection),
                    written.transactions(),
                    written.rows());
        }
    }

    private static String executedGtids(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet executed = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
            executed.next();
            return executed.getString(1).replaceAll("\\s", "");
        }
    }

    /** Where the server's binary log ends now. */
    static FilePosition position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW MASTER STATUS")) {
            status.next();
            return new FilePosition(status.getString("File"), status.getLong("Position"));
        }
    }
}
