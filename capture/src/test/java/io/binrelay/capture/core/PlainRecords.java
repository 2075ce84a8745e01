package io.binrelay.capture.core;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Encodes a record as the names of its events, so that tests can read it. */
public final class PlainRecords implements GroupRecords {
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();

    @Override
    public void tableMap(BinlogEvent event) {
        add(event);
    }

    @Override
    public void rows(BinlogEvent event) {
        add(event);
    }

    @Override
    public void annotation(BinlogEvent event) {
        add(event);
    }

    @Override
    public void statement(BinlogEvent event) {
        add(event);
        events.writeBytes((":" + new String(QueryText.of(event).text(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long size() {
        return events.size();
    }

    @Override
    public boolean isEmpty() {
        return events.size() == 0;
    }

    @Override
    public EncodedRecord finish(RecordHeader header) {
        EncodedRecord record = new EncodedRecord(
                header, ("|" + events.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        events.reset();
        return record;
    }

    @Override
    public void endGroup() {
        events.reset();
    }

    /** The names of a record's events, e.g. {@code TABLE_MAP WRITE_ROWS}. */
    static String eventsOf(EncodedRecord record) {
        return new String(record.bytes(), StandardCharsets.UTF_8).substring(1);
    }

    private void add(BinlogEvent event) {
        String name = EventType.name(event.type()).replace("_V1", "");
        events.writeBytes(((isEmpty() ? "" : " ") + name).getBytes(StandardCharsets.UTF_8));
    }
}
