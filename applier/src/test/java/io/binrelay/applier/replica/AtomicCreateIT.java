package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.applier.LogForTests;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.testsupport.servers.Engine;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * CREATE TABLE .. SELECT as MySQL 8.0.21 and newer log it (trap 36): the text of the statement that an older source
 * cannot write itself, and the rows of its INSERT.
 */
class AtomicCreateIT {
    @Test
    void trap36_table_and_rows_are_one_transaction_at_whatever_stage_the_applier_dies() throws SQLException {
        try (ServerContainer container = ServerContainer.start(
                        "mysql:9.7",
                        "MYSQL_ROOT_PASSWORD",
                        "--gtid-mode=ON",
                        "--enforce-gtid-consistency=ON",
                        "--server-id=97");
                Replication replication = new Replication(Engine.MYSQL)) {
            List<LoggedRecord> logged = replication.recordsOf(
                    "CREATE DATABASE atomic",
                    "CREATE TABLE atomic.t (id INT PRIMARY KEY, v VARCHAR(9) NOT NULL)",
                    "INSERT INTO atomic.t VALUES (1, 'a'), (2, 'b')",
                    "INSERT INTO atomic.t VALUES (3, 'c')");
            RelayRecord create = logged.get(1).record();
            RelayRecord rows = logged.get(2).record();
            Statement plain = ((RelayEvent.Execute) create.events().get(0)).statement();
            List<RelayEvent> events = new ArrayList<>();
            events.add(new RelayEvent.Execute(starting(plain)));
            events.addAll(rows.events());
            List<RelayRecord> records = List.of(
                    logged.get(0).record(),
                    new RelayRecord(numbered(rows.header(), 2), events),
                    new RelayRecord(
                            numbered(logged.get(3).record().header(), 3),
                            logged.get(3).record().events()));

            LogForTests log = new LogForTests();
            log.append(records);
            List<Stage> deaths = Replication.killed(
                    stages -> replication.loop(container.address(), "atomic", log, stages), records.size());

            assertThat(deaths).contains(Stage.INTENT_RECORDED, Stage.STATEMENT_DONE_NOT_RECORDED);
            assertThat(container.rows("SELECT * FROM atomic.t ORDER BY id")).containsExactly("1|a", "2|b", "3|c");
        }
    }

    private static Statement starting(Statement plain) {
        byte[] text = (new String(plain.text(), StandardCharsets.ISO_8859_1) + " START TRANSACTION")
                .getBytes(StandardCharsets.ISO_8859_1);
        return new Statement(
                plain.timestampSeconds(),
                plain.serverId(),
                plain.headerFlags(),
                plain.endPosition(),
                plain.database(),
                text,
                plain.threadId(),
                0,
                plain.context());
    }

    private static RecordHeader numbered(RecordHeader header, long sequence) {
        return new RecordHeader(
                header.kind(),
                sequence,
                0,
                0,
                true,
                header.begin(),
                header.end(),
                header.gtid(),
                header.groupEnd(),
                header.timestampSeconds(),
                null,
                null,
                null,
                header.source());
    }
}
