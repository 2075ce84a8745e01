package io.binrelay.capture.source;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The engine's offset store, which it must have: holds nothing, since the position of capture is in the relay log and
 * nowhere else. Public only because the engine makes it by name.
 */
public final class NoOffsets implements OffsetBackingStore {
    @Override
    public void configure(WorkerConfig config) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        return CompletableFuture.completedFuture(Map.of());
    }

    /** Refuses: no record goes through the engine, so none can have an offset. */
    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
        return CompletableFuture.failedFuture(
                new IllegalStateException("the engine wants to store offsets: " + values));
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }
}
