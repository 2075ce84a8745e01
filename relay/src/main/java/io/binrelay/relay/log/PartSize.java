package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How many bytes of a relay record fit into one Kafka record. */
final class PartSize {
    /**
     * No part is larger, whatever the topic takes: small parts are compressed, sent, stored and fetched side by side,
     * and bound what a poll of a well compressed batch brings. Twice the usual fragment, so that fragments stay whole.
     */
    static final int LARGEST = 2 << 20;

    /** What Kafka adds to a record: the batch's own header, lengths, and our headers. */
    private static final int OVERHEAD_BYTES = 4 << 10;

    /** What compression adds at most to bytes that cannot be compressed; zstd's bound is 1/256, the others' is less. */
    private static final int GROWTH_DIVISOR = 128;

    /** So many parts must fit into the producer's buffer, or none would be made while another is sent. */
    private static final int PARTS_IN_BUFFER = 4;

    private PartSize() {}

    /**
     * The size for a topic and a producer.
     *
     * @param maxMessageBytes the topic's {@code max.message.bytes}
     * @param producer the producer's settings
     * @throws BinrelayException (CONFIGURATION) the producer's own limits are too low
     */
    static int of(long maxMessageBytes, Map<String, Object> producer) {
        long request = withoutOverhead(ProducerSettings.number(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
        long buffer = ProducerSettings.number(producer, ProducerConfig.BUFFER_MEMORY_CONFIG) / PARTS_IN_BUFFER;
        long size = Math.min(Math.min(LARGEST, withoutOverhead(maxMessageBytes)), Math.min(request, buffer));
        if (size < OVERHEAD_BYTES) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    "No record fits into max.message.bytes=" + maxMessageBytes + " of the relay topic together with"
                            + " producer.max.request.size and producer.buffer.memory: set the latter two to "
                            + TopicCheck.LEAST_MESSAGE_BYTES + " and "
                            + PARTS_IN_BUFFER * TopicCheck.LEAST_MESSAGE_BYTES
                            + " at least, or leave them out.");
        }
        return (int) size;
    }

    /** What is left of a limit on batches for the bytes of one record. */
    static long withoutOverhead(long limit) {
        return limit - OVERHEAD_BYTES - limit / GROWTH_DIVISOR;
    }
}
