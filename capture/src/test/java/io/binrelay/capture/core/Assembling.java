package io.binrelay.capture.core;

import static io.binrelay.testsupport.binlog.EventBodies.STATEMENT_END;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests of the assembler share: a binary log in memory, and an assembler that is fed from it. */
final class Assembling {
    private Assembling() {}

    static InMemoryBinlog mysql() {
        return new InMemoryBinlog(Family.MYSQL, 5, 1_700_000_000);
    }

    static void oneRow(InMemoryBinlog binlog, String database) {
        binlog.begin();
        binlog.tableMap(7, database, "t");
        binlog.insert(7, STATEMENT_END, new Image(1, "a"));
        binlog.commit();
    }

    static SourceIdentity identity(InMemoryBinlog binlog) {
        return new SourceIdentity(binlog.family(), binlog.serverUuid(), binlog.serverId());
    }

    static TransactionAssembler assembler(InMemoryBinlog binlog, long fragmentBytes, LogTail tail, FilePosition start) {
        return new TransactionAssembler(
                identity(binlog),
                fragmentBytes,
                new RelayRecordBuilder(TableLabels.NONE),
                ReplicationFilter.NONE,
                tail,
                new StartPosition.AtFile(start));
    }

    static List<EncodedRecord> feed(TransactionAssembler assembler, BinlogDump dump) {
        List<EncodedRecord> records = new ArrayList<>();
        for (@Nullable BinlogEvent event = dump.next(); event != null; event = dump.next()) {
            assembler.accept(event, records::add);
        }
        return records;
    }

    /** For events that complete no record. */
    static void acceptSilently(TransactionAssembler assembler, BinlogEvent event) {
        assembler.accept(event, record -> {
            throw new AssertionError("a record was completed: " + record.header());
        });
    }

    static EncodedRecord only(List<EncodedRecord> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
