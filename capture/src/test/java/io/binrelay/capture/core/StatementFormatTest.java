package io.binrelay.capture.core;

import static io.binrelay.capture.core.Assembling.assembler;
import static io.binrelay.capture.core.Assembling.feed;
import static io.binrelay.capture.core.Assembling.mysql;
import static io.binrelay.capture.core.Assembling.only;
import static io.binrelay.testsupport.binlog.EventBodies.STATEMENT_END;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.LogTail;
import io.binrelay.schemas.avro.RelayRecordCodec;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.EventBodies;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that carry statements: changes of rows as text, files, two-phase ALTER, XA. */
class StatementFormatTest {
    private static final FilePosition START = new FilePosition("binlog.000001", 4);
    private static final String LOAD = "LOAD DATA INFILE 'x' REPLACE INTO TABLE t";

    private final InMemoryBinlog binlog = mysql();
    private final InMemoryBinlog mariaDb = new InMemoryBinlog(Family.MARIADB, 5, 1_700_000_000);

    @Test
    void trap10_a_change_of_rows_as_text_carries_its_inputs_and_its_error() {
        binlog.begin();
        binlog.append(EventType.INTVAR, EventBodies.intvar(1, 3));
        binlog.append(EventType.INTVAR, EventBodies.intvar(2, -1));
        binlog.append(EventType.QUERY, EventBodies.query("shop", "INSERT INTO t VALUES (LAST_INSERT_ID())", 1062));
        binlog.append(EventType.QUERY, EventBodies.query("shop", "DELETE FROM t"));
        binlog.commit();

        List<Statement> statements = statementsOf(only(assemble(binlog)));

        assertThat(statements).extracting(Statement::errorCode).containsExactly(1062, 0);
        assertThat(statements)
                .extracting(Statement::inputs)
                .containsExactly(new StatementInputs(3L, -1L, null, null, List.of()), StatementInputs.NONE);
    }

    @Test
    void trap33_a_group_that_was_rolled_back_says_so() {
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, new Image(1, "a"));
        binlog.append(EventType.QUERY, EventBodies.query("shop", "ROLLBACK"));

        EncodedRecord record = only(assemble(binlog));

        assertThat(record.header().groupEnd()).isEqualTo(GroupEnd.ROLLBACK);
        assertThat(RecordText.eventsOf(record)).isEqualTo("TABLE_MAP WRITE_ROWS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TEMPORARY TABLE IF EXISTS `x`",
                "CREATE TEMPORARY TABLE x (id INT)",
                "DROP TABLE a, b",
                "DELETE FROM `shop`.`cache`"
            })
    void trap40_trap48_statements_outside_a_transaction_stand_alone(String text) {
        binlog.statement("shop", text);

        EncodedRecord record = only(assemble(binlog));

        assertThat(record.header().groupEnd()).isEqualTo(GroupEnd.STATEMENT);
        assertThat(RecordText.eventsOf(record)).isEqualTo("QUERY:" + text);
    }

    @Test
    void trap41_a_statement_that_failed_on_the_source_keeps_its_error() {
        binlog.append(EventType.QUERY, EventBodies.query("shop", "DROP TABLE a, b", 1051));

        assertThat(statementsOf(only(assemble(binlog))))
                .extracting(Statement::errorCode)
                .containsExactly(1051);
    }

    @Test
    void changes_of_schema_binrelay_as_text_are_left_out_with_their_inputs() {
        binlog.begin();
        binlog.append(EventType.INTVAR, EventBodies.intvar(2, 7));
        binlog.append(EventType.QUERY, EventBodies.query("", "UPDATE binrelay.checkpoint SET sequence=4"));
        binlog.append(EventType.QUERY, EventBodies.query("", "UPDATE shop.t SET a=4"));
        binlog.commit();

        EncodedRecord record = only(assemble(binlog));

        assertThat(RecordText.eventsOf(record)).isEqualTo("QUERY:UPDATE shop.t SET a=4");
        assertThat(statementsOf(record).get(0).inputs().isEmpty()).isTrue();
    }

    @Test
    void trap36_the_table_that_a_select_fills_is_created_in_the_same_transaction() {
        for (InMemoryBinlog each : List.of(binlog, mariaDb)) {
            String create =
                    each == binlog ? "CREATE TABLE t (id int) START TRANSACTION" : "CREATE OR REPLACE TABLE t (id int)";
            each.begin();
            each.append(EventType.QUERY, EventBodies.query("shop", create));
            each.tableMap(7, "shop", "t");
            each.insert(7, STATEMENT_END, new Image(1, "a"));
            each.commit();

            EncodedRecord record = only(assemble(each));

            assertThat(record.header().groupEnd()).isEqualTo(GroupEnd.XID);
            assertThat(RecordText.eventsOf(record)).isEqualTo("QUERY:" + create + " TABLE_MAP WRITE_ROWS");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, COMMIT, ''", "4, STATEMENT, QUERY:ALTER TABLE t ADD a INT", "8, COMMIT, ''"})
    void trap42_of_the_phases_of_an_alter_the_one_that_counts_has_the_statement(
            byte extraFlag, GroupEnd end, String events) {
        byte[] gtid = EventBodies.mariaDbGtid(0, 9, EventBodies.STANDALONE);
        gtid[13] = extraFlag;
        mariaDb.append(EventType.MARIADB_GTID, gtid);
        mariaDb.append(
                EventType.QUERY, EventBodies.query("shop", "ALTER TABLE t ADD a INT", extraFlag == 8 ? 1062 : 0));

        EncodedRecord record = only(assemble(mariaDb));

        assertThat(record.header().gtid()).isEqualTo("0-5-9");
        assertThat(record.header().groupEnd()).isEqualTo(end);
        assertThat(RecordText.eventsOf(record)).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({"false, XA_PREPARE", "true, XA_ONE_PHASE"})
    void trap34_every_record_of_an_xa_group_of_mysql_has_the_xid(boolean onePhase, GroupEnd end) {
        binlog.statement("", "XA START X'61',X'62',7");
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, new Image(1, "a"));
        binlog.append(EventType.QUERY, EventBodies.query("", "XA END X'61',X'62',7"));
        binlog.append(EventType.XA_PREPARE, EventBodies.xaPrepare(onePhase, 7, "a", "b"));

        List<EncodedRecord> records = assemble(binlog, 1);

        assertThat(records).extracting(record -> record.header().xid()).containsOnly("X'61',X'62',7");
        assertThat(records)
                .extracting(record -> record.header().groupEnd())
                .startsWith(GroupEnd.NONE)
                .endsWith(end);
        assertThat(String.join(" ", records.stream().map(RecordText::eventsOf).toList())
                        .strip())
                .isEqualTo("TABLE_MAP WRITE_ROWS");
    }

    @Test
    void trap34_xa_groups_of_mariadb_have_their_xid_from_the_gtid_event() {
        mariaDb.append(EventType.MARIADB_GTID, EventBodies.mariaDbXaGtid(0, 9, 64, 1, "a", ""));
        mariaDb.tableMap(7, "shop", "t");
        mariaDb.insert(7, STATEMENT_END, new Image(1, "a"));
        mariaDb.append(EventType.QUERY, EventBodies.query("", "XA END X'61',X'',1"));
        mariaDb.append(EventType.XA_PREPARE, EventBodies.xaPrepare(false, 1, "a", ""));
        mariaDb.append(EventType.MARIADB_GTID, EventBodies.mariaDbXaGtid(0, 10, 129, 1, "a", ""));
        mariaDb.append(EventType.QUERY, EventBodies.query("", "XA COMMIT X'61',X'',1"));

        List<EncodedRecord> records = assemble(mariaDb);

        assertThat(records).extracting(RecordText::eventsOf).containsExactly("TABLE_MAP WRITE_ROWS", "");
        assertThat(records)
                .extracting(record -> record.header().groupEnd())
                .containsExactly(GroupEnd.XA_PREPARE, GroupEnd.XA_COMMIT);
        assertThat(records).extracting(record -> record.header().xid()).containsOnly("X'61',X'',1");
    }

    @Test
    void trap28_a_loaded_file_comes_in_blocks_before_its_statement_and_is_cut_like_rows() {
        binlog.begin();
        binlog.append(EventType.RAND, new byte[16]);
        binlog.append(EventType.BEGIN_LOAD_QUERY, EventBodies.fileBlock(4, "abc"));
        binlog.append(EventType.APPEND_BLOCK, EventBodies.fileBlock(4, "def"));
        binlog.append(EventType.RAND, new byte[16]);
        binlog.append(EventType.EXECUTE_LOAD_QUERY, EventBodies.executeLoadQuery("shop", LOAD, 4, 9, 28));
        binlog.commit();

        List<EncodedRecord> records = assemble(binlog, 1);

        assertThat(records)
                .extracting(RecordText::eventsOf)
                .containsExactly("FILE:abc", "MORE:def", "QUERY:" + LOAD, "");
        Statement load = statementsOf(records.get(2)).get(0);
        assertThat(load.load()).isEqualTo(new LoadedFile(4, 9, 28, LoadedFile.Duplicates.REPLACE));
        assertThat(load.inputs()).isEqualTo(new StatementInputs(null, null, 0L, 0L, List.of()));
        assertThat(LOAD.substring(9, 28)).isEqualTo(" INFILE 'x' REPLACE");
    }

    @Test
    void trap28_a_file_whose_load_failed_has_no_statement() {
        binlog.begin();
        binlog.append(EventType.BEGIN_LOAD_QUERY, EventBodies.fileBlock(4, "abc"));
        binlog.append(EventType.DELETE_FILE, EventBodies.fileBlock(4, ""));
        binlog.append(EventType.QUERY, EventBodies.query("", "COMMIT"));

        assertThat(RecordText.eventsOf(only(assemble(binlog)))).isEqualTo("FILE:abc");
    }

    @Test
    void trap9_partial_updates_are_kept_whole() {
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.append(
                EventType.PARTIAL_UPDATE_ROWS,
                EventBodies.rows(2, 7, STATEMENT_END, true, new Image(1, "a"), new Image(1, "b")));
        binlog.commit();

        assertThat(RecordText.eventsOf(only(assemble(binlog)))).isEqualTo("TABLE_MAP PARTIAL_UPDATE_ROWS");
    }

    @Test
    void the_events_of_group_replication_change_nothing() {
        binlog.begin();
        binlog.append(EventType.VIEW_CHANGE, new byte[60]);
        binlog.append(EventType.QUERY, EventBodies.query("", "COMMIT"));

        EncodedRecord record = only(assemble(binlog));

        assertThat(RecordText.eventsOf(record)).isEmpty();
        assertThat(record.header().gtid()).isEqualTo(binlog.lastGtid());
    }

    private static List<Statement> statementsOf(EncodedRecord record) {
        return new RelayRecordCodec()
                .decode(record.bytes()).events().stream()
                        .map(event -> ((RelayEvent.Execute) event).statement())
                        .toList();
    }

    private static List<EncodedRecord> assemble(InMemoryBinlog binlog) {
        return assemble(binlog, 1_000_000);
    }

    private static List<EncodedRecord> assemble(InMemoryBinlog binlog, long fragmentBytes) {
        return feed(assembler(binlog, fragmentBytes, new LogTail("topic", null), START), new BinlogDump(binlog, START));
    }
}
