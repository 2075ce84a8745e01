package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One record of the relay log, its rows re-packed into the source's own rows events.
 *
 * @param header position, order and times
 * @param events in the order of the binary log; empty for heartbeats and empty transactions
 */
public record RelayRecord(RecordHeader header, List<RelayEvent> events) {
    public RelayRecord {
        requireNonNull(header, "header is null");
        events = List.copyOf(events);
    }
}
