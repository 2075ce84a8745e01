package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MariaDbStatementsIT extends StatementsTests {
    @Override
    Engine engine() {
        return Engine.MARIADB;
    }

    @Test
    void trap36_create_table_with_its_rows_takes_place_exactly_once_at_whatever_stage_the_applier_dies()
            throws SQLException {
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "CREATE DATABASE filled",
                        "CREATE TABLE filled.ten (n INT) ENGINE=InnoDB",
                        "INSERT INTO filled.ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
                        "CREATE TABLE filled.a (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB AS SELECT n FROM"
                                + " filled.ten",
                        "CREATE TABLE filled.m (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=MyISAM AS SELECT n FROM"
                                + " filled.ten",
                        "CREATE OR REPLACE TABLE filled.m ENGINE=Aria AS SELECT n FROM filled.ten WHERE n > 5",
                        "CREATE TABLE filled.none ENGINE=InnoDB AS SELECT n FROM filled.ten WHERE n > 9");
        assertThat(records)
                .anyMatch(record -> record.record().events().size() > 2
                        && record.record().header().groupEnd() == GroupEnd.COMMIT);
        assertThat(replication().applyKilled("filled", records))
                .contains(Stage.INTENT_RECORDED, Stage.STATEMENT_DONE_NOT_RECORDED, Stage.APPLIED_NOT_CHECKPOINTED);
        replication()
                .assertSame(
                        "SELECT 'a', id, n FROM filled.a UNION ALL SELECT 'm', 0, n FROM filled.m ORDER BY 1, 2, 3");
        replication().assertSame("SHOW CREATE TABLE filled.m");
        replication().assertSame("SELECT COUNT(*) FROM filled.none");
    }
}
