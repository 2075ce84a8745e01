package io.binrelay.schemas.avro;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets the least recently used entry when it grows beyond its limit. Not thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    RecentlyUsed(int limit) {
        super(16, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
