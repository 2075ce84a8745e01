package io.binrelay.cli.transcript;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayIndex;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.schemas.relay.RecordKind;

/**
 * A stretch of a relay log.
 *
 * @param begin offset of its first record
 * @param end behind it no transaction begins; one that begins before it belongs to it whole
 */
record Stretch(long begin, long end) {
    /**
     * From one place to another.
     *
     * @throws io.binrelay.relay.service.BinrelayException (USAGE) a place is not in the log
     */
    static Stretch of(KafkaSettings kafka, String channel, Place from, Place to) {
        try (RelayIndex index = new RelayIndex(kafka, channel);
                RelayScanner scanner = new RelayScanner(kafka, channel, new JsonDecoder())) {
            LogBounds log = scanner.bounds();
            Bounds bounds = new Bounds(index, log);
            return new Stretch(bounds.begin(from), bounds.end(to));
        }
    }

    Stretch withoutEnd() {
        return new Stretch(begin, Long.MAX_VALUE);
    }

    /** Whether the record begins a transaction, or is a heartbeat, behind the stretch. */
    boolean isOverAt(LoggedRecord record) {
        boolean begins = record.record().header().kind() == RecordKind.HEARTBEAT
                || record.record().header().fragment() == 0;
        return begins && record.offset() >= end;
    }
}
