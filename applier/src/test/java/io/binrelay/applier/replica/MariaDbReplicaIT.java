package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MariaDbReplicaIT extends JdbcReplicaTests {
    private static Replication replication;

    @BeforeAll
    static void start() throws SQLException {
        replication = new Replication(Engine.MARIADB);
    }

    @AfterAll
    static void stop() {
        replication.close();
    }

    @Override
    Replication replication() {
        return replication;
    }
}
