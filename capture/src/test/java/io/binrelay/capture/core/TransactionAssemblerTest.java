package io.binrelay.capture.core;

import static io.binrelay.capture.core.Assembling.feed;
import static io.binrelay.capture.core.Assembling.mysql;
import static io.binrelay.capture.core.Assembling.oneRow;
import static io.binrelay.capture.core.Assembling.only;
import static io.binrelay.testsupport.binlog.EventBodies.STATEMENT_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.RelayRecordCodec;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.LogicalClock;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.EventBodies;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionAssemblerTest {
    private static final FilePosition START = new FilePosition("binlog.000001", 4);
    private static final Image ROW = new Image(1, "a");

    private long fragmentBytes = 1_000_000;

    @ParameterizedTest
    @EnumSource(Family.class)
    void a_transaction_becomes_one_record_with_its_exact_position(Family family) {
        InMemoryBinlog binlog = new InMemoryBinlog(family, 5, 1_700_000_000);
        FilePosition begin = binlog.end();
        oneRow(binlog, "shop");

        EncodedRecord record = only(assemble(binlog, START));

        assertThat(RecordText.eventsOf(record)).isEqualTo("TABLE_MAP WRITE_ROWS");
        RecordHeader header = record.header();
        assertThat(header.kind()).isEqualTo(RecordKind.TRANSACTION);
        assertThat(header.sequence()).isEqualTo(1);
        assertThat(header.attempt()).isZero();
        assertThat(header.fragment()).isZero();
        assertThat(header.last()).isTrue();
        assertThat(header.begin()).isEqualTo(begin);
        assertThat(header.end()).isEqualTo(binlog.end());
        assertThat(header.gtid()).isEqualTo(binlog.lastGtid());
        assertThat(header.groupEnd()).isEqualTo(GroupEnd.XID);
        assertThat(header.timestampSeconds()).isEqualTo(1_700_000_000);
        assertThat(header.source().serverId()).isEqualTo(5);
        assertThat(header.source().uuid()).isEqualTo(binlog.serverUuid());
        assertThat(header.source().family()).isEqualTo(family);
    }

    @Test
    void the_logical_clock_of_mysql_is_kept() {
        InMemoryBinlog binlog = mysql();
        oneRow(binlog, "shop");
        oneRow(binlog, "shop");

        assertThat(assemble(binlog, START))
                .extracting(record -> record.header().clock())
                .containsExactly(new LogicalClock(0, 1), new LogicalClock(1, 2));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void trap33_a_group_that_ends_with_a_commit_statement_says_so(Family family) {
        InMemoryBinlog binlog = new InMemoryBinlog(family, 5, 1_700_000_000);
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.append(EventType.QUERY, EventBodies.query("shop", "COMMIT"));

        EncodedRecord record = only(assemble(binlog, START));

        assertThat(record.header().groupEnd()).isEqualTo(GroupEnd.COMMIT);
        assertThat(RecordText.eventsOf(record)).isEqualTo("TABLE_MAP WRITE_ROWS");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void a_statement_outside_a_transaction_is_a_group_of_its_own(Family family) {
        InMemoryBinlog binlog = new InMemoryBinlog(family, 5, 1_700_000_000);
        binlog.statement("shop", "CREATE TABLE t (id INT)");

        EncodedRecord record = only(assemble(binlog, START));

        assertThat(record.header().groupEnd()).isEqualTo(GroupEnd.STATEMENT);
        assertThat(RecordText.eventsOf(record)).isEqualTo("QUERY:CREATE TABLE t (id INT)");
    }

    @Test
    void groups_without_gtid_events_begin_with_their_first_statement() {
        InMemoryBinlog binlog = mysql();
        FilePosition begin = binlog.end();
        binlog.append(EventType.QUERY, EventBodies.query("shop", "BEGIN"));
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.commit();

        EncodedRecord record = only(assemble(binlog, START));

        assertThat(record.header().gtid()).isNull();
        assertThat(record.header().begin()).isEqualTo(begin);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void trap35_an_empty_transaction_is_recorded(Family family) {
        InMemoryBinlog binlog = new InMemoryBinlog(family, 5, 1_700_000_000);
        binlog.begin();
        binlog.append(EventType.QUERY, EventBodies.query("", "COMMIT"));
        binlog.begin();
        binlog.append(EventType.QUERY, EventBodies.query("", "ROLLBACK"));

        List<EncodedRecord> records = assemble(binlog, START);

        assertThat(records).extracting(RecordText::eventsOf).containsExactly("", "");
        assertThat(records).extracting(record -> record.header().sequence()).containsExactly(1L, 2L);
        assertThat(records).extracting(record -> record.header().groupEnd()).containsOnly(GroupEnd.COMMIT);
    }

    @Test
    void trap32_savepoints_are_kept_as_statements_inside_the_transaction() {
        InMemoryBinlog binlog = mysql();
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.append(EventType.QUERY, EventBodies.query("shop", "SAVEPOINT `s`"));
        binlog.append(EventType.QUERY, EventBodies.query("shop", "ROLLBACK TO `s`"));
        binlog.commit();

        assertThat(RecordText.eventsOf(only(assemble(binlog, START))))
                .isEqualTo("TABLE_MAP WRITE_ROWS QUERY:SAVEPOINT `s` QUERY:ROLLBACK TO `s`");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void trap29_a_large_transaction_is_cut_into_numbered_fragments(Family family) {
        fragmentBytes = 1;
        InMemoryBinlog binlog = new InMemoryBinlog(family, 5, 1_700_000_000);
        oneRow(binlog, "shop");
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, 0, ROW);
        FilePosition cut = binlog.end();
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.commit();

        List<EncodedRecord> records = assemble(binlog, START);

        RecordHeader first = records.get(0).header();
        RecordHeader second = records.get(2).header();
        assertThat(records)
                .extracting(record -> record.header().last())
                .containsExactly(false, true, false, false, true);
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.end()).isEqualTo(cut);
        assertThat(second.groupEnd()).isEqualTo(GroupEnd.NONE);
        assertThat(records.subList(2, 5))
                .extracting(record -> record.header().fragment())
                .containsExactly(0, 1, 2);
        assertThat(records.subList(2, 5))
                .extracting(record -> record.header().begin())
                .containsOnly(records.get(1).header().end());
        assertThat(records.subList(2, 5))
                .extracting(RecordText::eventsOf)
                .containsExactly("TABLE_MAP WRITE_ROWS", "WRITE_ROWS", "");
        assertThat(records.get(4).header().end()).isEqualTo(binlog.end());
    }

    @Test
    void trap29_the_text_of_a_statement_that_is_as_large_as_its_row_is_not_in_one_fragment_with_it() {
        InMemoryBinlog binlog = new InMemoryBinlog(Family.MARIADB, 5, 1_700_000_000);
        binlog.begin();
        binlog.append(EventType.MARIADB_ANNOTATE_ROWS, new byte[RelayRecordBuilder.LARGEST_TYPED + 1]);
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.commit();
        assertThat(assemble(binlog, START))
                .extracting(RecordText::eventsOf)
                .containsExactly("ANNOTATE_ROWS TABLE_MAP", "WRITE_ROWS");
    }

    @Test
    void a_torn_transaction_is_begun_again_with_a_higher_attempt() {
        InMemoryBinlog binlog = mysql();
        oneRow(binlog, "shop");
        fragmentBytes = 1;
        EncodedRecord fragment = assemble(binlog, START).get(0);
        fragmentBytes = 1_000_000;

        EncodedRecord again = only(assemble(binlog, new LogTail("topic", fragment.header())));

        assertThat(again.header().sequence()).isEqualTo(1);
        assertThat(again.header().attempt()).isEqualTo(1);
        assertThat(again.header().fragment()).isZero();
        assertThat(again.header().last()).isTrue();
    }

    @Test
    void a_transaction_cut_off_by_a_crash_of_the_source_is_voided() {
        fragmentBytes = 1;
        InMemoryBinlog binlog = new InMemoryBinlog(Family.MARIADB, 5, 1_700_000_000);
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.startServer();
        oneRow(binlog, "shop");

        List<EncodedRecord> records = assemble(binlog, START);

        assertThat(records).extracting(record -> record.header().sequence()).containsOnly(1L);
        assertThat(records).extracting(record -> record.header().attempt()).containsExactly(0, 1, 1);
        assertThat(records).extracting(record -> record.header().fragment()).containsExactly(0, 0, 1);
        assertThat(records.get(2).header().gtid()).isEqualTo(binlog.lastGtid());
    }

    @Test
    void a_file_that_ends_inside_a_transaction_without_a_crash_is_refused() {
        InMemoryBinlog binlog = mysql();
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.rotate();

        assertThatThrownBy(() -> assemble(binlog, START))
                .hasMessage("Capture stops at event ROTATE (type 4), which ends at binlog.000001:"
                        + binlog.files().get("binlog.000001") + ", transaction " + binlog.lastGtid()
                        + ": it stands inside a transaction. Check the file with mysqlbinlog.");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void rows_and_statements_of_schema_binrelay_are_left_out(Family family) {
        InMemoryBinlog binlog = new InMemoryBinlog(family, 5, 1_700_000_000);
        binlog.statement("", "CREATE DATABASE IF NOT EXISTS binrelay");
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.tableMap(8, "binrelay", "checkpoint");
        binlog.update(8, STATEMENT_END, ROW, ROW);
        binlog.commit();

        List<EncodedRecord> records = assemble(binlog, START);

        assertThat(records).extracting(RecordText::eventsOf).containsExactly("", "TABLE_MAP WRITE_ROWS");
        assertThat(records.get(0).header().groupEnd()).isEqualTo(GroupEnd.COMMIT);
    }

    @Test
    void the_text_of_a_statement_is_left_out_with_its_rows() {
        InMemoryBinlog binlog = mysql();
        binlog.begin();
        binlog.append(EventType.ROWS_QUERY, new byte[] {0, 'x'});
        binlog.tableMap(8, "binrelay", "checkpoint");
        binlog.update(8, STATEMENT_END, ROW, ROW);
        binlog.append(EventType.ROWS_QUERY, new byte[] {0, 'y'});
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.commit();

        assertThat(RecordText.eventsOf(only(assemble(binlog, START)))).isEqualTo("ROWS_QUERY TABLE_MAP WRITE_ROWS");
    }

    @Test
    void a_statement_whose_end_is_left_out_ends_with_its_last_rows_that_are_kept() {
        InMemoryBinlog binlog = mysql();
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.tableMap(8, "binrelay", "checkpoint");
        binlog.update(7, 0, ROW, ROW);
        binlog.update(7, 0, ROW, ROW);
        binlog.update(8, STATEMENT_END, ROW, ROW);
        binlog.commit();

        List<RelayEvent> events = new RelayRecordCodec()
                .decode(only(assemble(binlog, START)).bytes())
                .events();

        assertThat(events)
                .filteredOn(RelayEvent.Rows.class::isInstance)
                .extracting(event -> RowsFlags.endsStatement(((RelayEvent.Rows) event).bytes()))
                .containsExactly(false, true);
    }

    @Test
    void trap64_another_file_of_the_same_name_is_refused() {
        InMemoryBinlog before = mysql();
        oneRow(before, "shop");
        LogTail tail = new LogTail("topic", only(assemble(before, START)).header());
        InMemoryBinlog after = new InMemoryBinlog(Family.MYSQL, 5, 1_700_003_600);
        oneRow(after, "shop");

        assertThatThrownBy(() -> assemble(after, tail))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.retriable()).isFalse())
                .hasMessage("The source's binlog.000001 is not the file that the relay log was written from: it is of "
                        + "server 5, version 8.0.15, file begun 2023-11-14T23:13:20Z; the one in the log was of "
                        + "server 5, version 8.0.15, file begun 2023-11-14T22:13:20Z. The source was reset "
                        + "(RESET MASTER), restored or replaced. Nothing was read from it. Start a new channel for it "
                        + "and rebuild the replicas.");
    }

    @Test
    void every_dump_of_a_file_gives_the_same_format_description() {
        InMemoryBinlog binlog = mysql();
        oneRow(binlog, "shop");
        RecordHeader first = only(assemble(binlog, START)).header();
        oneRow(binlog, "shop");

        RecordHeader second =
                only(assemble(binlog, new LogTail("topic", first))).header();

        assertThat(second.source()).isEqualTo(first.source());
        assertThat(second.sequence()).isEqualTo(2);
    }

    private TransactionAssembler assembler(InMemoryBinlog binlog, LogTail tail, FilePosition start) {
        return Assembling.assembler(binlog, fragmentBytes, tail, start);
    }

    private List<EncodedRecord> assemble(InMemoryBinlog binlog, FilePosition start) {
        return feed(assembler(binlog, new LogTail("topic", null), start), new BinlogDump(binlog, start));
    }

    private List<EncodedRecord> assemble(InMemoryBinlog binlog, LogTail tail) {
        FilePosition start = tail.resumePosition().orElseThrow();
        return feed(assembler(binlog, tail, start), new BinlogDump(binlog, start));
    }
}
