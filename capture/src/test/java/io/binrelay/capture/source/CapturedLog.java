package io.binrelay.capture.source;

import io.binrelay.capture.core.SourceIdentity;
import io.binrelay.capture.core.TransactionAssembler;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.RelayRecordCodec;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What capture makes of a stretch of a real source's binary log, without a broker. */
final class CapturedLog {
    private final List<RelayRecord> records = new ArrayList<>();

    private CapturedLog() {}

    /** Reads and assembles everything from a position to the source's end. */
    static CapturedLog of(
            SourceSettings settings, FilePosition from, FilePosition end, Family family, long fragmentBytes) {
        StartPosition start = new StartPosition.AtFile(from);
        CapturedLog log = new CapturedLog();
        TransactionAssembler assembler = new TransactionAssembler(
                new SourceIdentity(family, "", 1),
                fragmentBytes,
                new RelayRecordBuilder(family, TableLabels.NONE),
                ReplicationFilter.NONE,
                new LogTail("topic", null),
                start);
        RelayRecordCodec codec = new RelayRecordCodec();
        try (DebeziumBinlogSource source = new DebeziumBinlogSource(settings)) {
            source.start(start);
            for (BinlogEvent event : SourceUnderTest.readTo(source, end)) {
                assembler.accept(event, record -> log.records.add(codec.decode(record.bytes())));
            }
        }
        return log;
    }

    List<RelayRecord> records() {
        return records;
    }

    /** The events of each group, then its end; statements by their first word, rows events by their names. */
    List<String> groups() {
        List<String> groups = new ArrayList<>();
        StringBuilder group = new StringBuilder();
        for (RelayRecord record : records) {
            record.events().forEach(event -> group.append(name(event)).append(' '));
            RecordHeader header = record.header();
            if (header.last()) {
                groups.add(group.append(header.groupEnd())
                        .append(header.xid() == null ? "" : " " + header.xid())
                        .toString());
                group.setLength(0);
            }
        }
        return groups;
    }

    private static String name(RelayEvent event) {
        if (event instanceof RelayEvent.Execute execute) {
            String text = new String(execute.statement().text(), StandardCharsets.UTF_8);
            int error = execute.statement().errorCode();
            return text.split("[^A-Za-z]", 2)[0] + (error == 0 ? "" : "!" + error);
        }
        if (event instanceof RelayEvent.TableMap) {
            return "map";
        }
        if (event instanceof RelayEvent.FileBlock) {
            return "block";
        }
        return event instanceof RelayEvent.Rows rows
                ? EventType.name(rows.bytes()[4] & 0xff)
                        .replace("_V1", "")
                        .replace("_ROWS", "")
                        .toLowerCase(java.util.Locale.ROOT)
                : "text";
    }
}
