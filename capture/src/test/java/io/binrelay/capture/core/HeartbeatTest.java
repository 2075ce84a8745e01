package io.binrelay.capture.core;

import static io.binrelay.capture.core.Assembling.assembler;
import static io.binrelay.capture.core.Assembling.feed;
import static io.binrelay.capture.core.Assembling.mysql;
import static io.binrelay.capture.core.Assembling.oneRow;
import static io.binrelay.capture.core.Assembling.only;
import static io.binrelay.testsupport.binlog.EventBodies.STATEMENT_END;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final FilePosition START = new FilePosition("binlog.000001", 4);
    private static final Image ROW = new Image(1, "a");

    @Test
    void positions_move_over_events_that_are_no_transactions() {
        InMemoryBinlog binlog = mysql();
        TransactionAssembler assembler = assembler(binlog, 1_000_000, new LogTail("topic", null), START);
        binlog.rotate();
        List<BinlogEvent> events = new BinlogDump(binlog, START).next(100);

        for (BinlogEvent event : events) {
            Assembling.acceptSilently(assembler, event);
        }

        assertThat(assembler.position()).contains(binlog.end());
        RecordHeader heartbeat =
                assembler.heartbeat(1_700_000_009).orElseThrow().header();
        assertThat(heartbeat.kind()).isEqualTo(RecordKind.HEARTBEAT);
        assertThat(heartbeat.resumePosition()).isEqualTo(binlog.end());
        assertThat(heartbeat.sequence()).isZero();
        assertThat(heartbeat.timestampSeconds()).isEqualTo(1_700_000_009);
    }

    @Test
    void there_is_no_heartbeat_between_the_fragments_of_a_transaction() {
        InMemoryBinlog binlog = mysql();
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        binlog.insert(7, 0, ROW);
        TransactionAssembler assembler = assembler(binlog, 1, new LogTail("topic", null), START);
        List<EncodedRecord> fragments = feed(assembler, new BinlogDump(binlog, START));
        assertThat(fragments).hasSize(1);
        assertThat(assembler.heartbeat(0)).isEmpty();

        LogTail torn = new LogTail("topic", fragments.get(0).header());
        TransactionAssembler next =
                assembler(binlog, 1, torn, torn.resumePosition().orElseThrow());
        feed(next, new BinlogDump(binlog, torn.resumePosition().orElseThrow()));

        assertThat(next.heartbeat(0)).isEmpty();
    }

    @Test
    void there_is_no_heartbeat_inside_a_transaction() {
        InMemoryBinlog binlog = mysql();
        binlog.begin();
        binlog.tableMap(7, "shop", "t");
        TransactionAssembler assembler = assembler(binlog, 1_000_000, new LogTail("topic", null), START);
        BinlogDump dump = new BinlogDump(binlog, START);
        feed(assembler, dump);
        assertThat(assembler.heartbeat(0)).isEmpty();

        binlog.insert(7, STATEMENT_END, ROW);
        binlog.commit();

        assertThat(RecordText.eventsOf(only(feed(assembler, dump)))).isEqualTo("TABLE_MAP WRITE_ROWS");
        assertThat(assembler.heartbeat(0)).isPresent();
    }

    @Test
    void there_is_no_heartbeat_after_a_gtid_set_before_the_first_transaction() {
        InMemoryBinlog binlog = mysql();
        TransactionAssembler assembler = new TransactionAssembler(
                Assembling.identity(binlog),
                100,
                new RelayRecordBuilder(TableLabels.NONE),
                ReplicationFilter.NONE,
                new LogTail("topic", null),
                new StartPosition.AfterGtids(""));
        BinlogDump dump = new BinlogDump(binlog, START);
        assertThat(feed(assembler, dump)).isEmpty();
        assertThat(assembler.heartbeat(0)).isEmpty();

        oneRow(binlog, "shop");

        assertThat(feed(assembler, dump)).hasSize(1);
        assertThat(assembler.heartbeat(0)).isPresent();
    }
}
