package io.binrelay.relay.log;

import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.util.List;

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

    /**
     * The tables a record refers to, as {@code database.table}, as far as its beginning tells: for messages.
     *
     * @param beginning its first bytes, all of them or not
     * @throws RuntimeException the bytes are no relay record
     */
    default List<String> tablesIn(byte[] beginning) {
        return List.of();
    }
}
