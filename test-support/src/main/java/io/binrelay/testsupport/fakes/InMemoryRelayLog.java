package io.binrelay.testsupport.fakes;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.RecordDecoder;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.relay.EncodedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A relay log in memory that behaves like one on Kafka: fenced writers, offsets that aborted records and markers of
 * transactions take too, readers that see only what is committed, groups with one owner. It passes
 * {@code RelayLogContract}.
 *
 * <p>Nothing in it waits: a poll finds what is there now. Thread-safe.
 */
public final class InMemoryRelayLog {
    /** As a log on Kafka whose topic has the usual settings. */
    private static final int PART_BYTES = 2 << 20;

    /**
     * What stands at an offset: a part of a record, most have one only. A marker holds none.
     *
     * @param part its number, from 1
     */
    record Slot(long offset, @Nullable EncodedRecord record, int part, int parts, boolean committed) {
        boolean endsRecord() {
            return record != null && part == parts;
        }
    }

    private final RecordDecoder decoder;
    private final int partBytes;
    private final NavigableMap<Long, Slot> slots = new TreeMap<>();
    private final Map<String, List<InMemoryRelayReader>> groups = new HashMap<>();
    private final Map<String, Long> mirrored = new HashMap<>();
    private LogFaults faults = LogFaults.NONE;
    private String incarnation = UUID.nameUUIDFromBytes(new byte[] {0}).toString();
    private int incarnations = 1;
    private int writerEpoch;
    private long begin;
    private long end;

    /** Offset of the first record of the open transaction; negative when none is open. */
    private long openFrom = -1;

    /** An empty log. The decoder makes records of the bytes for readers, as theirs would. */
    public InMemoryRelayLog(RecordDecoder decoder) {
        this(decoder, PART_BYTES);
    }

    /** One in which larger records than this take several offsets. */
    public InMemoryRelayLog(RecordDecoder decoder, int partBytes) {
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.partBytes = partBytes;
        if (partBytes <= 0) {
            throw new IllegalArgumentException("partBytes is " + partBytes);
        }
    }

    /** A new writer; opening it fences the earlier ones. */
    public RelayWriter newWriter() {
        return new InMemoryRelayWriter(this, decoder);
    }

    /** A new member of a replica's group; it owns the partition at once if it is the only one. */
    public synchronized RelayReader newReader(String replica) {
        InMemoryRelayReader reader = new InMemoryRelayReader(this, replica, decoder);
        groups.computeIfAbsent(replica, name -> new ArrayList<>()).add(reader);
        return reader;
    }

    /** From now on these operations fail. */
    public synchronized void inject(LogFaults newFaults) {
        faults = requireNonNull(newFaults, "newFaults is null");
    }

    /** Takes the partition from its owner and gives it to the next member of the group, as a rebalance does. */
    public synchronized void handOver(String replica) {
        List<InMemoryRelayReader> members = groups.getOrDefault(replica, List.of());
        if (members.size() > 1) {
            members.add(members.remove(0));
        }
    }

    /** What retention does: records before this offset are gone. */
    public synchronized void deleteBefore(long offset) {
        slots.headMap(offset, false).clear();
        begin = Math.max(begin, Math.min(offset, end));
    }

    /** What an unclean leader election does: records from this offset on are gone, committed or not. */
    public synchronized void truncate(long offset) {
        slots.tailMap(offset, true).clear();
        end = Math.min(end, offset);
        openFrom = -1;
    }

    /** What no broker does: one record vanishes out of the middle. */
    public synchronized void lose(long offset) {
        slots.remove(offset);
    }

    /** The topic is deleted and created anew, empty. */
    public synchronized void recreate() {
        slots.clear();
        begin = 0;
        end = 0;
        openFrom = -1;
        incarnation = UUID.nameUUIDFromBytes(new byte[] {(byte) incarnations}).toString();
        incarnations++;
    }

    /** All committed records, in order: what a reader that begins at the beginning sees. */
    public synchronized List<EncodedRecord> committed() {
        return slots.values().stream()
                .filter(slot -> slot.committed && slot.endsRecord())
                .map(slot -> requireNonNull(slot.record))
                .toList();
    }

    /** The offset the group has published; empty when it has not. */
    public synchronized Optional<Long> mirrored(String replica) {
        return Optional.ofNullable(mirrored.get(replica));
    }

    // For the writers and readers of this package.

    synchronized String incarnation() {
        return incarnation;
    }

    synchronized int beginWriter() {
        abort();
        return ++writerEpoch;
    }

    synchronized boolean isCurrentWriter(int epoch) {
        return epoch == writerEpoch;
    }

    synchronized void append(EncodedRecord record) {
        if (openFrom < 0) {
            openFrom = end;
        }
        int parts = Math.max(1, (record.length() + partBytes - 1) / partBytes);
        for (int part = 1; part <= parts; part++) {
            put(record, part, parts, false);
        }
    }

    synchronized void commit() {
        if (openFrom >= 0) {
            slots.tailMap(openFrom, true)
                    .replaceAll((offset, slot) -> new Slot(offset, slot.record, slot.part, slot.parts, true));
            putMarker();
        }
    }

    synchronized void abort() {
        if (openFrom >= 0) {
            slots.tailMap(openFrom, true).clear();
            putMarker();
        }
    }

    private void putMarker() {
        put(null, 1, 1, true);
        openFrom = -1;
    }

    private void put(@Nullable EncodedRecord record, int part, int parts, boolean committed) {
        slots.put(end, new Slot(end, record, part, parts, committed));
        end++;
    }

    synchronized Optional<EncodedRecord> lastCommitted() {
        return slots.descendingMap().values().stream()
                .filter(slot -> slot.committed && slot.record != null)
                .findFirst()
                .map(slot -> requireNonNull(slot.record));
    }

    /**
     * The slots that hold the committed records from an offset on, markers left out.
     *
     * @param most how many records
     */
    synchronized List<Slot> from(long offset, int most) {
        long stable = stableEnd();
        List<Slot> found = new ArrayList<>();
        int whole = 0;
        for (Slot slot : slots.tailMap(offset, true).values()) {
            if (slot.offset >= stable || whole == most) {
                break;
            }
            if (slot.record != null) {
                found.add(slot);
                whole += slot.endsRecord() ? 1 : 0;
            }
        }
        return found;
    }

    synchronized long begin() {
        return begin;
    }

    synchronized long stableEnd() {
        return openFrom >= 0 ? openFrom : end;
    }

    synchronized boolean isOwner(InMemoryRelayReader reader) {
        List<InMemoryRelayReader> members = groups.getOrDefault(reader.replica(), List.of());
        return !members.isEmpty() && members.get(0) == reader;
    }

    synchronized void leave(InMemoryRelayReader reader) {
        groups.getOrDefault(reader.replica(), new ArrayList<>()).remove(reader);
    }

    synchronized void mirror(String replica, long nextOffset) {
        mirrored.put(replica, nextOffset);
    }

    synchronized LogFaults faults() {
        return faults;
    }
}
