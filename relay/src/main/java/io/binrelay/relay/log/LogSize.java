package io.binrelay.relay.log;

/**
 * How large a relay log is in Kafka.
 *
 * @param bytes that one copy takes on its broker's disk, compressed as it is there
 * @param begin offset of the oldest record that is kept
 * @param end offset behind the newest one
 */
public record LogSize(long bytes, long begin, long end) {
    public LogSize {
        if (bytes < 0 || begin < 0 || end < begin) {
            throw new IllegalArgumentException(bytes + " bytes from offset " + begin + " to " + end);
        }
    }

    /**
     * About how many bytes are behind an offset: as many as so many records have on average. Exact where there are
     * none.
     *
     * @param offset of the next record that somebody wants
     */
    public long bytesBehind(long offset) {
        long behind = Math.max(0, end - Math.max(begin, offset));
        return behind == 0 ? 0 : Math.round((double) bytes / (end - begin) * behind);
    }
}
