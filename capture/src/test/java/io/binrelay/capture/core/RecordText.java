package io.binrelay.capture.core;

import io.binrelay.schemas.avro.RelayRecordCodec;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RelayEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** What is in a record, for people and assertions. */
final class RecordText {
    private RecordText() {}

    /** The names of a record's events, e.g. {@code TABLE_MAP WRITE_ROWS}, of statements also the text. */
    static String eventsOf(EncodedRecord record) {
        return new RelayRecordCodec()
                .decode(record.bytes()).events().stream()
                        .map(RecordText::describe)
                        .collect(Collectors.joining(" "));
    }

    private static String describe(RelayEvent event) {
        if (event instanceof RelayEvent.Execute execute) {
            return "QUERY:" + new String(execute.statement().text(), StandardCharsets.UTF_8);
        }
        if (event instanceof RelayEvent.FileBlock block) {
            return (block.first() ? "FILE:" : "MORE:") + new String(block.data(), StandardCharsets.UTF_8);
        }
        if (event instanceof RelayEvent.TableMap map) {
            return name(map.bytes());
        }
        if (event instanceof RelayEvent.Rows rows) {
            return name(rows.bytes());
        }
        return name(((RelayEvent.Annotation) event).bytes());
    }

    private static String name(byte[] event) {
        return EventType.name(event[4] & 0xff).replace("_V1", "");
    }
}
