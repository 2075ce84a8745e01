package io.binrelay.relay.log;

import io.binrelay.schemas.avro.RelayRecordCodec;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.util.List;

/** Decodes the records that capture writes. Used by one thread at a time. */
public final class AvroRecordDecoder implements RecordDecoder {
    private final RelayRecordCodec codec = new RelayRecordCodec();

    @Override
    public RelayRecord decode(byte[] bytes) {
        return codec.decode(bytes);
    }

    @Override
    public RecordHeader decodeHeader(byte[] bytes) {
        return codec.decodeHeader(bytes);
    }

    @Override
    public List<String> tablesIn(byte[] beginning) {
        return codec.tablesIn(beginning);
    }
}
