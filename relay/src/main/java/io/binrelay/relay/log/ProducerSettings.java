package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How the relay log's producer is set. */
final class ProducerSettings {
    /**
     * How long a transaction may stay open. Batches take far less; a row of 1 GiB, whose parts are one transaction,
     * comes in time at 2 MB/s. A writer that was killed holds nobody up for so long: the next one aborts what it left.
     * Below the brokers' usual limit of 15 minutes.
     */
    static final int TRANSACTION_TIMEOUT_MS = 600_000;

    private static final int BATCH_BYTES = 512 << 10;

    /** After this time without success an operation fails, so that the supervisor can show it and try anew. */
    private static final int GIVE_UP_MS = 30_000;

    private ProducerSettings() {}

    /**
     * What the producers of a channel's writer are called at the brokers. No channel's name holds a number sign, so
     * that none of them is another channel's.
     */
    static List<String> transactionalIds(String channel) {
        return List.of("binrelay-" + channel, "binrelay-" + channel + "#2");
    }

    /** @param maxMessageBytes the topic's {@code max.message.bytes} */
    static Map<String, Object> of(KafkaSettings kafka, String transactionalId, long maxMessageBytes) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Only a backlog ever waits for it: a commit flushes.
        ours.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // A larger batch than the topic takes would be refused, and split: every byte would be sent twice.
        ours.put(ProducerConfig.BATCH_SIZE_CONFIG, (int)
                Math.min(BATCH_BYTES, PartSize.withoutOverhead(maxMessageBytes)));
        ours.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        // Above every part: the broker judges the compressed batch, by max.message.bytes.
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
                        transactionalId,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all"));
    }

    /** How long the broker lets a transaction be open. */
    static long transactionTimeoutMillis(Map<String, Object> settings) {
        return number(settings, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    }

    /** A number among the settings: ours, or what the operator wrote. */
    static long number(Map<String, Object> settings, String name) {
        Object value = requireNonNull(settings.get(name), name);
        return ((Number) ConfigDef.parseType(name, value, ConfigDef.Type.LONG)).longValue();
    }
}
