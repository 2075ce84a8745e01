package io.binrelay.applier;

import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import io.binrelay.testsupport.fakes.RecordRegistry;
import java.util.List;

/** A relay log in memory that takes records as values. */
public final class LogForTests {
    private final RecordRegistry registry = new RecordRegistry();
    private final InMemoryRelayLog log = new InMemoryRelayLog(registry);

    /** Appends records as one capture process would: the log's transactions are committed one by one. */
    public void append(RelayRecord... records) {
        append(List.of(records));
    }

    /** Appends records as one capture process would: the log's transactions are committed one by one. */
    public void append(List<RelayRecord> records) {
        try (RelayWriter writer = log.newWriter()) {
            writer.open();
            for (RelayRecord record : records) {
                writer.append(registry.encode(record, sizeOf(record)));
                writer.commit();
            }
        }
    }

    /** The log. */
    public InMemoryRelayLog log() {
        return log;
    }

    /** A new member of the replica's group. */
    public RelayReader reader() {
        return log.newReader("replica");
    }

    private static int sizeOf(RelayRecord record) {
        int size = 100;
        for (RelayEvent event : record.events()) {
            size += event instanceof RelayEvent.Rows rows ? rows.bytes().length : 50;
        }
        return size;
    }
}
