package io.binrelay.benchmarks;

import io.binrelay.schemas.model.FilePosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Debezium's offsets in memory, with the first one given, so that each pass begins at the same position. The engine
 * makes the object itself through its no-argument constructor, hence the static hand-over.
 */
public final class PresetOffsetStore extends MemoryOffsetBackingStore {
    private static volatile String presetKey = "";
    private static volatile String presetValue = "";

    static void preset(String engineName, FilePosition position, String executedGtids) {
        presetKey = "[\"" + engineName + "\",{\"server\":\"" + engineName + "\"}]";
        presetValue = "{\"file\":\"" + position.file() + "\",\"pos\":" + position.offset() + ",\"gtids\":\""
                + executedGtids + "\"}";
    }

    @Override
    public void configure(WorkerConfig config) {
        super.configure(config);
        data.put(bytes(presetKey), bytes(presetValue));
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of(); // asked for by Connect's REST API only
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
