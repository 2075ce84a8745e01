package io.binrelay.relay.log;

import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;

/** Makes values of a record's bytes. Used by one thread at a time. */
public interface RecordDecoder {
    /**
     * The whole record.
     *
     * @throws RuntimeException the bytes are no relay record
     */
    RelayRecord decode(byte[] bytes);

    /**
     * Its header only, which is much cheaper.
     *
     * @throws RuntimeException the bytes are no relay record
     */
    RecordHeader decodeHeader(byte[] bytes);
}
