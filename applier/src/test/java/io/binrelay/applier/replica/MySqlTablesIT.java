package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MySqlTablesIT extends TableTests {
    @RegisterExtension
    static final SharedReplication SERVERS = new SharedReplication(() -> new Replication(Engine.MYSQL));

    @Override
    Replication replication() {
        return SERVERS.get();
    }

    @Test
    void trap09_partial_updates_of_json_arrive() throws SQLException {
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "CREATE DATABASE partial_test",
                        "CREATE TABLE partial_test.t (id INT PRIMARY KEY, j JSON, k JSON)",
                        "SET binlog_row_value_options='PARTIAL_JSON'",
                        "INSERT INTO partial_test.t VALUES (1, JSON_OBJECT('a', REPEAT('x', 200), 'b', JSON_ARRAY(1, 2)), '{}'), (2, '[1]', NULL)",
                        "UPDATE partial_test.t SET j = JSON_SET(j, '$.b[1]', 33), k = JSON_OBJECT('n', 1.5) WHERE id = 1",
                        "UPDATE partial_test.t SET j = JSON_REMOVE(j, '$.a') WHERE id = 1",
                        "UPDATE partial_test.t SET j = JSON_REPLACE(j, '$[0]', 'x')");
        assertThat(records.stream().flatMap(logged -> logged.record().events().stream()))
                .anyMatch(event ->
                        event instanceof RelayEvent.Rows rows && rows.bytes()[4] == EventType.PARTIAL_UPDATE_ROWS);
        replication().apply("partial", records);
        replication().assertSame("SELECT * FROM partial_test.t ORDER BY id");
    }
}
