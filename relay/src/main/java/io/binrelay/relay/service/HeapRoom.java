package io.binrelay.relay.service;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;

/**
 * What heap a large row needs on its way, and whether this process has it. Where memory runs out, a process ends
 * without saying what it was about: so whoever is going to take hundreds of megabytes asks here before.
 *
 * <p>The figures are those of COVERAGE.md, measured by {@code LargeRowIT}.
 */
public final class HeapRoom {
    /** Rows up to this size pass with any heap that a service runs with, and are not asked about. */
    static final long ALWAYS_FITS = 16L << 20;

    private static final int MEGABYTE = 1 << 20;

    /** What capture needs beside the event: Kafka's buffers, the events before it, typing of events of medium size. */
    private static final long CAPTURE_BASE = 96L * MEGABYTE;

    /** What an applier needs beside the row: parts that were fetched, records read ahead, the JVM's own. */
    private static final long APPLIER_BASE = 128L * MEGABYTE;

    /** A JVM tells less than its -Xmx, since it cannot use all of it, and rounds the parts of its heap. */
    private static final double ROUNDING = 1.05;

    private final long heapBytes;
    private final long arrayBytes;

    /**
     * @param heapBytes the largest the heap may become
     * @param arrayBytes the largest that the part of it may become in which large arrays are
     */
    public HeapRoom(long heapBytes, long arrayBytes) {
        if (arrayBytes < 1 || heapBytes < arrayBytes) {
            throw new IllegalArgumentException("heap " + heapBytes + ", for arrays " + arrayBytes);
        }
        this.heapBytes = heapBytes;
        this.arrayBytes = arrayBytes;
    }

    /** That of the JVM. Some collectors divide the heap in parts: a large array must fit into one. */
    public static HeapRoom ofThisProcess() {
        long heap = Runtime.getRuntime().maxMemory();
        long largest = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                largest = Math.max(largest, pool.getUsage().getMax());
            }
        }
        return new HeapRoom(Math.max(heap, largest), largest > 0 ? largest : heap);
    }

    /**
     * Whether capture can read an event: it is in memory once.
     *
     * @return what to do about it, a sentence without its full stop; empty when there is room
     */
    public Optional<String> lackingToCapture(long eventBytes) {
        return lacking(eventBytes, eventBytes + CAPTURE_BASE);
    }

    /**
     * Whether an applier can apply a record: it is in memory twice while it is decoded.
     *
     * @return what to do about it, a sentence without its full stop; empty when there is room
     */
    public Optional<String> lackingToApply(long recordBytes) {
        return lacking(recordBytes, 2 * recordBytes + APPLIER_BASE);
    }

    private Optional<String> lacking(long size, long needed) {
        if (size <= ALWAYS_FITS || needed <= arrayBytes) {
            return Optional.empty();
        }
        long megabytes = (long) Math.ceil((double) needed / arrayBytes * heapBytes * ROUNDING / MEGABYTE);
        return Optional.of("That takes a heap of about " + megabytes + " MiB, this process has " + heapBytes / MEGABYTE
                + ". Start it with -Xmx" + megabytes
                + "m (environment variable BINRELAY_JAVA_OPTS); it goes on where it"
                + " was");
    }
}
