package io.binrelay.benchmarks;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Begins a lap when the first record is handed to Kafka's producer. The producer makes the object itself, hence the
 * static hand-over: one lap at a time in a process.
 */
public final class FirstRecord implements ProducerInterceptor<byte[], byte[]> {
    private static volatile Lap current = new Lap();

    private final Lap lap = current;
    private boolean begun;

    /** The lap that the producers made from now on begin. */
    static void begins(Lap next) {
        current = next;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (!begun) {
            begun = true;
            lap.begin();
        }
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        // Failures are the producer's owner's matter.
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Needs nothing.
    }
}
