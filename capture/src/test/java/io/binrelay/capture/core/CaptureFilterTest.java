package io.binrelay.capture.core;

import static io.binrelay.capture.core.Assembling.feed;
import static io.binrelay.capture.core.Assembling.identity;
import static io.binrelay.capture.core.Assembling.mysql;
import static io.binrelay.capture.core.Assembling.oneRow;
import static io.binrelay.testsupport.binlog.EventBodies.STATEMENT_END;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trap 74: what {@code binlog-ignore-db=shop} leaves out of the log. */
class CaptureFilterTest {
    private static final FilePosition START = new FilePosition("binlog.000001", 4);
    private static final Image ROW = new Image(1, "a");
    private static final ReplicationFilter WITHOUT_SHOP = new ReplicationFilter(
            new FilterRules(
                    FilterRules.Place.LOG,
                    List.of(),
                    List.of("shop"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
            new NameComparison(Family.MYSQL, false));

    private final InMemoryBinlog binlog = mysql();

    @Test
    void trap74_a_transaction_of_which_nothing_is_logged_keeps_its_number_and_position() {
        oneRow(binlog, "shop");
        oneRow(binlog, "test");

        List<EncodedRecord> records = assemble();

        assertThat(records).extracting(RecordText::eventsOf).containsExactly("", "TABLE_MAP WRITE_ROWS");
        assertThat(records).extracting(record -> record.header().sequence()).containsExactly(1L, 2L);
        assertThat(records.get(1).header().end()).isEqualTo(binlog.end());
    }

    @Test
    void trap74_rows_of_a_statement_are_logged_by_their_tables() {
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.tableMap(8, "test", "t");
        binlog.insert(8, 0, ROW);
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.commit();

        assertThat(assemble()).extracting(RecordText::eventsOf).containsExactly("TABLE_MAP WRITE_ROWS");
    }

    @Test
    void trap74_statements_are_logged_by_their_default_database_and_nothing_is_an_empty_transaction() {
        binlog.statement("shop", "CREATE TABLE test.t (a INT)");
        binlog.statement("test", "CREATE TABLE shop.t (a INT)");
        binlog.statement("", "DROP TABLE shop.t");

        List<EncodedRecord> records = assemble();

        assertThat(records)
                .extracting(RecordText::eventsOf)
                .containsExactly("", "QUERY:CREATE TABLE shop.t (a INT)", "QUERY:DROP TABLE shop.t");
        assertThat(records)
                .extracting(record -> record.header().groupEnd())
                .containsExactly(GroupEnd.COMMIT, GroupEnd.STATEMENT, GroupEnd.STATEMENT);
    }

    @Test
    void trap74_the_text_of_rows_that_are_left_out_is_left_out_too() {
        binlog.begin();
        binlog.append(EventType.ROWS_QUERY, new byte[] {0, 'x'});
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, STATEMENT_END, ROW);
        binlog.tableMap(8, "test", "t");
        binlog.insert(8, STATEMENT_END, ROW);
        binlog.commit();

        assertThat(assemble()).extracting(RecordText::eventsOf).containsExactly("TABLE_MAP WRITE_ROWS");
    }

    private List<EncodedRecord> assemble() {
        TransactionAssembler assembler = new TransactionAssembler(
                identity(binlog),
                1_000_000,
                new RelayRecordBuilder(TableLabels.NONE),
                WITHOUT_SHOP,
                new LogTail("topic", null),
                new StartPosition.AtFile(START));
        return feed(assembler, new BinlogDump(binlog, START));
    }
}
