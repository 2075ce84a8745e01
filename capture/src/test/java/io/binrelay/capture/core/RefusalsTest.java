package io.binrelay.capture.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.ReplicationFilter;
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
    @CsvSource({"6, LOAD DATA", "26, error 1590", "20, before MySQL 5.1", "99, does not know the type"})
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
        mysql.append(EventType.INCIDENT, IGNORABLE, new byte[5]);

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("its binary log lacks changes");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 165, 166, 169, 171})
    void compressed_events_that_cannot_be_unpacked_are_refused(int type) {
        mysql.begin();
        mysql.append(type, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, (byte) 0x81, 9, 9, 9});

        assertThatThrownBy(() -> feed(mysql))
                .isInstanceOf(BinrelayException.class)
                .hasMessageStartingWith("Capture stops at event " + EventType.name(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER u IDENTIFIED BY 'secret'",
                "ALTER TABLE t ADD secret INT",
                "/* secret */ TRUNCATE t",
                "CREATE TABLE secret (id INT)",
                "BEGIN"
            })
    void trap36_statements_that_would_commit_half_a_transaction_are_refused_and_their_text_is_not_shown(
            String statement) {
        mysql.begin();
        mysql.append(EventType.QUERY, EventBodies.query("shop", "INSERT INTO t VALUES (1)"));
        mysql.append(EventType.QUERY, EventBodies.query("shop", statement));

        assertThatThrownBy(() -> feed(mysql))
                .hasMessageMatching(".*(stands inside a transaction|is open already).*")
                .hasMessageNotContaining("secret");
    }

    @Test
    void trap10_inputs_without_a_statement_are_refused() {
        mysql.begin();
        mysql.append(EventType.INTVAR, EventBodies.intvar(2, 7));
        mysql.commit();

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("the transaction before it is not complete");
    }

    @Test
    void trap34_events_of_different_xa_transactions_in_one_group_are_refused() {
        mysql.statement("", "XA START X'31',X'',1");
        mysql.append(EventType.QUERY, EventBodies.query("", "XA END X'31',X'',1"));
        mysql.append(EventType.XA_PREPARE, EventBodies.xaPrepare(false, 1, "2", ""));
        mariaDb.append(EventType.MARIADB_GTID, EventBodies.mariaDbXaGtid(0, 9, 129, 1, "1", ""));
        mariaDb.append(EventType.QUERY, EventBodies.query("", "XA COMMIT X'32',X'',1"));

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("do not fit together");
        assertThatThrownBy(() -> feed(mariaDb)).hasMessageContaining("do not fit together");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"XA END X'31',X'',1", "XA PREPARE X'31',X'',1", "XA COMMIT X'31',X'',1 ONE PHASE", "XA START 'a'"
            })
    void trap34_xa_statements_that_no_server_writes_there_are_refused(String statement) {
        mysql.statement("", statement);

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("this version does not know their form");
    }

    @Test
    void trap34_an_xa_transaction_that_ends_like_another_is_refused() {
        mysql.statement("", "XA START X'31',X'',1");
        mysql.commit();

        assertThatThrownBy(() -> feed(mysql)).hasMessageContaining("the transaction before it is not complete");
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
                ReplicationFilter.NONE,
                new LogTail("topic", null),
                new StartPosition.AtFile(START));
        BinlogDump dump = new BinlogDump(binlog, START);
        for (@Nullable BinlogEvent event = dump.next(); event != null; event = dump.next()) {
            assembler.accept(event, record -> {});
        }
        return assembler;
    }
}
