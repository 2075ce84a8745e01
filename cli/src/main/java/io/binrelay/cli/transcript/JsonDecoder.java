package io.binrelay.cli.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.RecordDecoder;
import io.binrelay.schemas.avro.RelayRecordJson;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Decodes to JSON beside: a reader of the log hands out values, in the order in which it had them decoded, and this
 * keeps the JSON of each until it is asked for. The value itself has a header and no events. Used by one thread.
 */
final class JsonDecoder implements RecordDecoder {
    private final AvroRecordDecoder headers = new AvroRecordDecoder();
    private final RelayRecordJson json = new RelayRecordJson();
    private final Deque<ObjectNode> decoded = new ArrayDeque<>();

    @Override
    public RelayRecord decode(byte[] bytes) {
        RecordHeader header = headers.decodeHeader(bytes);
        decoded.add(json.toJson(bytes));
        return new RelayRecord(header, List.of());
    }

    @Override
    public RecordHeader decodeHeader(byte[] bytes) {
        return headers.decodeHeader(bytes);
    }

    /** The JSON of the first record decoded that was not asked for yet. */
    ObjectNode next() {
        return decoded.remove();
    }
}
