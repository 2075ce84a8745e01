package io.binrelay.testsupport.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BacklogIT {
    private static final long SEED = Long.getLong("seed", 20_261_120L);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void backlogsHaveTheSizeTheyTellAndTheSameRowsForTheSameSeed(Engine engine) throws Exception {
        try (DatabaseServer one = DatabaseServer.builder(engine).name("one").start();
                DatabaseServer two = DatabaseServer.builder(engine).name("two").start()) {
            BacklogSize oltp = write(one);
            assertThat(write(two)).as("seed %s", SEED).isEqualTo(oltp);
            assertThat((double) oltp.rows() / oltp.transactions())
                    .as("seed %s", SEED)
                    .isBetween(3.5, 3.7);
            assertThat(oltp.transactions()).isEqualTo(2_000);
            assertThat(binlogSettings(one)).isEqualTo("1 1");

            ComparisonResult result = ServerComparison.of(ComparedServer.of(one), ComparedServer.of(two))
                    .run();

            assertThat(result.differences()).as("seed %s: %s", SEED, result).isEmpty();
            assertThat(result.rows()).isGreaterThan(10_000);
        }
    }

    private static BacklogSize write(DatabaseServer server) throws Exception {
        BulkBacklog bulk = new BulkBacklog(SEED, 10, 200);
        bulk.createSchema(server::connect);
        assertThat(bulk.write(server::connect)).isEqualTo(bulk.size()).isEqualTo(new BacklogSize(10, 2_000));
        OltpBacklog oltp = new OltpBacklog(SEED, 2_000, 1_000);
        oltp.createSchema(server::connect);
        return oltp.write(server::connect);
    }

    /** Durable as before. */
    private static String binlogSettings(DatabaseServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT CONCAT(@@sync_binlog, ' ', @@innodb_flush_log_at_trx_commit)")) {
            result.next();
            return result.getString(1);
        }
    }
}
