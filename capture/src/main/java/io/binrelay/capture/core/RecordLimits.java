package io.binrelay.capture.core;

/**
 * How large records of the relay log become.
 *
 * @param fragmentBytes a transaction that has grown to this size is continued in a further record; at least 1
 * @param recordBytes what no record may exceed, since the topic refuses it; at least {@code fragmentBytes}
 */
public record RecordLimits(long fragmentBytes, long recordBytes) {
    public RecordLimits {
        if (fragmentBytes < 1 || recordBytes < fragmentBytes) {
            throw new IllegalArgumentException("fragments of " + fragmentBytes + " bytes in records of " + recordBytes);
        }
    }
}
