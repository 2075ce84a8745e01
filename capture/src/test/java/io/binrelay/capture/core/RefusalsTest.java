package io.binrelay.capture.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.EventBodies;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be replicated stops, with a message that says where, why and what to do (promise P5). */
class RefusalsTest {
    private static final FilePosition START = new FilePosition("binlog.000001", 4);
    private static final int IGNORABLE = 0x80;

    private final InMemoryBinlog mysql = new InMemoryBinlog(Family.MYSQL, 5, 1_700_000_000);
    private final InMemoryBinlog mariaDb = new InMemoryBinlog(Family.MARIADB, 5, 1_700_000_000);

    @ParameterizedTest
    @CsvSource({
        "5, binlog_format=ROW",
        "13, binlog_format=ROW",
        "14, binlog_format=ROW",
        "6, LOAD DATA",
        "9, LOAD DATA",
        "17, LOAD DATA",
        "18, LOAD DATA",
        "38, Avoid XA",
        "40, binlog_transaction_compression=OFF",
        "165, log_bin_compress=OFF",
        "166, log_bin_compress=OFF",
        "169, log_bin_compress=OFF",
        "171, log_bin_compress=OFF",
        "39, binlog_row_value_options",
        "26, LOST_EVENTS",
        "36, Group Replication",
        "37, Group Replication",
        "20, before MySQL 5.1",
        "99, does not know the type"
    })
    void event_types_that_are_not_covered_stop_capture(int type, String remedy) {
        mysql.begin();
        mysql.append(type, new byte[30]);

        assertThatThrownBy(() -> feed(mysql))
                .isInstanceOfSatisfying(BinrelayException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE);
                    assertThat(e.retriable()).isFalse();
                })
                .hasMessageStartingWith("Capture stops at event " + EventType.name(type) + " (type " + type
                        + "), which ends at " + mysql.end() + ", transaction " + mysql.lastGtid() + ": ")
                .hasMessageContaining(remedy);
    }

    @Test
    void an_unknown_type_marked_as_ignorable_is_passed_over() {
        mysql.append(99, IGNORABLE, new byte[5]);

        assertThat(feed(mysql).position()).contains(mysql.end());
    }

    @Test
    void a_known_type_is_refused_even_when_marked_as_ignorable() {
        mysql.append(EventType.TRANSACTION_PAYLOAD, IGNORABLE, new byte[5]);

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("compressed transactions are not read yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('secret')",
                "insert into t values ('secret')",
                "/* secret */ UPDATE t SET a = 1",
                "DELETE FROM t",
                "REPLACE INTO t VALUES (1)",
                "LOAD DATA INFILE 'x' INTO TABLE t",
                "SELECT f()",
                "WITH x AS (SELECT 1) DELETE FROM t"
            })
    void trap10_rows_changed_by_statements_are_refused_and_their_text_is_not_shown(String statement) {
        mysql.begin();
        mysql.append(EventType.QUERY, EventBodies.query("shop", statement));

        assertThatThrownBy(() -> feed(mysql))
                .hasMessageContaining("changes rows in statement format")
                .hasMessageContaining("Set binlog_format=ROW globally on the source")
                .hasMessageNotContaining("secret");
    }

    @Test
    void trap10_rows_changed_by_a_statement_of_its_own_are_refused() {
        mysql.statement("shop", "INSERT INTO t VALUES (1)");

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("the statement INSERT ... changes rows");
    }

    @Test
    void trap33_a_rollback_that_leaves_changes_is_refused() {
        mysql.begin();
        mysql.tableMap(7, "shop", "t");
        mysql.insert(7, EventBodies.STATEMENT_END, new EventBodies.Image(1, "a"));
        mysql.append(EventType.QUERY, EventBodies.query("shop", "ROLLBACK"));

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("Avoid transactions that mix engines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XA START X'31',X'',1", "XA COMMIT X'31',X'',1", "XA ROLLBACK X'31',X'',1"})
    void trap34_xa_statements_are_refused(String statement) {
        mysql.statement("", statement);

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("XA transactions are not replicated yet");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void trap34_xa_groups_of_mariadb_are_refused(int flag) {
        mariaDb.append(EventType.MARIADB_GTID, EventBodies.mariaDbGtid(0, 9, flag));

        assertThatThrownBy(() -> feed(mariaDb))
                .hasMessageContaining("transaction 0-5-9: XA transactions are not replicated yet");
    }

    @Test
    void trap36_create_table_select_in_one_transaction_is_refused() {
        mysql.begin();
        mysql.append(EventType.QUERY, EventBodies.query("shop", "CREATE TABLE t (id int) START TRANSACTION"));
        mariaDb.begin();
        mariaDb.append(EventType.QUERY, EventBodies.query("shop", "CREATE TABLE t (id int)"));

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("Use CREATE TABLE, then INSERT ... SELECT");
        assertThatThrownBy(() -> feed(mariaDb)).hasMessageContaining("Use CREATE TABLE, then INSERT ... SELECT");
    }

    @Test
    void trap41_a_statement_that_failed_on_the_source_is_refused() {
        mysql.begin();
        mysql.append(EventType.QUERY, EventBodies.query("shop", "DROP TABLE a, b", 1051));

        assertThatThrownBy(() -> feed(mysql))
                .hasMessageContaining("the statement failed on the source with error 1051");
    }

    @ParameterizedTest
    @ValueSource(bytes = {2, 4, 8})
    void trap42_an_alter_in_two_phases_is_refused(byte extraFlag) {
        byte[] body = EventBodies.mariaDbGtid(0, 9, EventBodies.STANDALONE);
        body[13] = extraFlag;
        mariaDb.append(EventType.MARIADB_GTID, body);

        assertThatThrownBy(() -> feed(mariaDb)).hasMessageContaining("binlog_alter_two_phase=OFF");
    }

    @Test
    void trap48_temporary_tables_in_statement_format_are_refused() {
        mysql.statement("shop", "CREATE TEMPORARY TABLE t (id INT)");

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("temporary tables in statement format");
    }

    @Test
    void rows_outside_a_transaction_are_refused() {
        mysql.tableMap(7, "shop", "t");

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("table shop.t: no transaction is open");
    }

    @Test
    void a_transaction_without_end_is_refused_when_the_next_one_begins() {
        mysql.begin();
        mysql.begin();

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("the transaction before it has no end");
    }

    @Test
    void a_statement_event_that_is_too_short_is_refused() {
        mysql.append(EventType.QUERY, new byte[5]);

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("QUERY event of 24 bytes is too short");
    }

    private static TransactionAssembler feed(InMemoryBinlog binlog) {
        TransactionAssembler assembler = new TransactionAssembler(
                new SourceIdentity(binlog.family(), binlog.serverUuid(), binlog.serverId()),
                1_000,
                new RelayRecordBuilder(TableLabels.NONE),
                new LogTail("topic", null),
                new StartPosition.AtFile(START));
        BinlogDump dump = new BinlogDump(binlog, START);
        for (@Nullable BinlogEvent event = dump.next(); event != null; event = dump.next()) {
            assembler.accept(event);
        }
        return assembler;
    }
}
