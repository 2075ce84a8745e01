package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.HeapRoom;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Refuses a large record for which the heap has no room, before its parts are put together: memory that runs out would
 * end the process without telling where and why.
 */
final class LargeRecords {
    private final RecordDecoder decoder;
    private final Supplier<HeapRoom> room;

    /** @param room asked for at the first record of several parts */
    LargeRecords(RecordDecoder decoder, Supplier<HeapRoom> room) {
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.room = requireNonNull(room, "room is null");
    }

    /**
     * Looks at the first part of a record.
     *
     * @throws BinrelayException (MEMORY) there is no room for the whole
     */
    void admit(ConsumerRecord<byte[], byte[]> first, RecordPart part, byte[] value) {
        String lacking = room.get().lackingToApply(part.totalBytes()).orElse(null);
        if (lacking == null) {
            return;
        }
        HeaderFields fields = HeaderFields.of(first);
        List<String> tables = decoder.tablesIn(value);
        throw new BinrelayException(
                ErrorCode.MEMORY,
                "The record at offset " + first.offset() + " of " + first.topic() + " (transaction " + fields.sequence()
                        + ", source position " + fields.begin()
                        + fields.gtid().map(gtid -> ", GTID " + gtid).orElse("")
                        + (tables.isEmpty() ? "" : ", table " + String.join(", ", tables)) + ") has "
                        + part.totalBytes() + " bytes, more than the heap has room for. " + lacking + ".");
    }
}
