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
import java.util.zip.CRC32C;

/**
 * A codec for tests within one JVM: keeps every record, and encodes it as the number under which it is kept, filled up
 * to any size. Thread-safe.
 */
public final class RecordRegistry implements RecordDecoder {
    /** Bytes of the number: the least size of an encoded record. */
    public static final int LEAST_BYTES = Long.BYTES;

    private final Map<Long, Kept> records = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** A record and the checksum of its encoded form. */
    private record Kept(RelayRecord record, long checksum) {}

    /**
     * Keeps a record and encodes it as its number.
     *
     * @param sizeInBytes length of the encoded form; {@link #LEAST_BYTES} when less
     */
    public EncodedRecord encode(RelayRecord record, int sizeInBytes) {
        return encode(record, new byte[Math.max(0, sizeInBytes - LEAST_BYTES)]);
    }

    /** Keeps a record and encodes it as its number and, behind it, this filling. */
    public EncodedRecord encode(RelayRecord record, byte[] filling) {
        long number = numbers.incrementAndGet();
        byte[] bytes = ByteBuffer.allocate(LEAST_BYTES + filling.length)
                .putLong(number)
                .put(filling)
                .array();
        records.put(number, new Kept(record, checksum(bytes)));
        return new EncodedRecord(record.header(), bytes);
    }

    /** @throws IllegalArgumentException the bytes are not those that the record was encoded as */
    @Override
    public RelayRecord decode(byte[] bytes) {
        Kept kept = kept(bytes);
        if (checksum(bytes) != kept.checksum) {
            throw new IllegalArgumentException("the encoded form was changed");
        }
        return kept.record;
    }

    @Override
    public RecordHeader decodeHeader(byte[] bytes) {
        return kept(bytes).record.header();
    }

    private Kept kept(byte[] bytes) {
        return requireNonNull(records.get(ByteBuffer.wrap(bytes).getLong()), "no such record was encoded");
    }

    private static long checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
