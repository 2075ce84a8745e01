package io.binrelay.relay.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the relay log's producer is set. */
final class ProducerSettings {
    /** How long a transaction may stay open; batches take far less. Below the brokers' usual limit of 15 minutes. */
    static final int TRANSACTION_TIMEOUT_MS = 120_000;

    /** After this time without success an operation fails, so that the supervisor can show it and try anew. */
    private static final int GIVE_UP_MS = 30_000;

    private ProducerSettings() {}

    static Map<String, Object> of(KafkaSettings kafka, String channel) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Only a backlog ever waits for it: a commit flushes.
        ours.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        ours.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
        ours.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
        // The broker judges the compressed batch by max.message.bytes; here only the buffer bounds a record.
        ours.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 32 << 20);
        ours.put(ProducerConfig.SEND_BUFFER_CONFIG, -1);
        ours.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVE_UP_MS);
        ours.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_MS);
        ours.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_MS / 3);
        ours.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        ours.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        ours.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return kafka.forProducer(
                ours,
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "binrelay-" + channel,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all"));
    }
}
