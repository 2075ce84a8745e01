package io.binrelay.testsupport.fakes;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.RecordDecoder;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A codec for tests within one JVM: keeps every record, and encodes it as the number under which it is kept, filled up
 * to any size. Thread-safe.
 */
public final class RecordRegistry implements RecordDecoder {
    /** Bytes of the number: the least size of an encoded record. */
    public static final int LEAST_BYTES = Long.BYTES;

    private final Map<Long, RelayRecord> records = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /**
     * Keeps a record and encodes it as its number.
     *
     * @param sizeInBytes length of the encoded form; {@link #LEAST_BYTES} when less
     */
    public EncodedRecord encode(RelayRecord record, int sizeInBytes) {
        long number = numbers.incrementAndGet();
        records.put(number, record);
        byte[] bytes = new byte[Math.max(LEAST_BYTES, sizeInBytes)];
        ByteBuffer.wrap(bytes).putLong(number);
        return new EncodedRecord(record.header(), bytes);
    }

    @Override
    public RelayRecord decode(byte[] bytes) {
        return requireNonNull(records.get(ByteBuffer.wrap(bytes).getLong()), "no such record was encoded");
    }

    @Override
    public RecordHeader decodeHeader(byte[] bytes) {
        return decode(bytes).header();
    }
}
