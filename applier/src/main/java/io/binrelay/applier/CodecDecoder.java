package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.RecordDecoder;
import io.binrelay.schemas.avro.RelayRecordCodec;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;

/** The codec as the relay log's reader wants it. Used by one thread at a time, as the codec is. */
final class CodecDecoder implements RecordDecoder {
    private final RelayRecordCodec codec;

    CodecDecoder(RelayRecordCodec codec) {
        this.codec = requireNonNull(codec, "codec is null");
    }

    @Override
    public RelayRecord decode(byte[] bytes) {
        return codec.decode(bytes);
    }

    @Override
    public RecordHeader decodeHeader(byte[] bytes) {
        return codec.decodeHeader(bytes);
    }
}
