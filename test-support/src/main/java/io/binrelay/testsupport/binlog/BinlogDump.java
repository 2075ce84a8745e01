package io.binrelay.testsupport.binlog;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.model.FilePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link InMemoryBinlog} from a position on, as a server's dump thread sends it: an artificial ROTATE first,
 * the format description of the file, then the events. For one thread.
 */
public final class BinlogDump {
    private static final int CREATED_OFFSET = BinlogEvent.HEADER_LENGTH + 52;

    private final InMemoryBinlog binlog;
    private final Deque<BinlogEvent> artificial = new ArrayDeque<>();
    private String file;
    private int index;

    /** @throws IllegalArgumentException there is no such file, or no event begins at this place in it (error 1236) */
    public BinlogDump(InMemoryBinlog binlog, FilePosition from) {
        this.binlog = requireNonNull(binlog, "binlog is null");
        this.file = from.file();
        List<BinlogEvent> events = binlog.eventsOf(file);
        this.index = indexOf(events, from);
        artificial.add(
                binlog.artificial(EventType.ROTATE, EventBodies.rotate(file, from.offset()), file, from.offset()));
        if (index > 0) {
            artificial.add(formatOf(events.get(0), from.offset()));
        }
    }

    /** The next event; null when there is none yet. */
    public @Nullable BinlogEvent next() {
        BinlogEvent first = artificial.poll();
        if (first != null) {
            return first;
        }
        List<BinlogEvent> events = binlog.eventsOf(file);
        if (index < events.size()) {
            return events.get(index++);
        }
        String after = binlog.fileAfter(file);
        if (after == null) {
            return null;
        }
        boolean rotated = events.get(events.size() - 1).type() == EventType.ROTATE;
        file = after;
        index = 0;
        return rotated ? next() : binlog.artificial(EventType.ROTATE, EventBodies.rotate(file, 4), file, 4);
    }

    /** Up to so many of the next events. */
    public List<BinlogEvent> next(int most) {
        List<BinlogEvent> events = new ArrayList<>();
        while (events.size() < most) {
            BinlogEvent event = next();
            if (event == null) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    private static int indexOf(List<BinlogEvent> events, FilePosition from) {
        long begin = 4;
        for (int i = 0; i < events.size(); i++) {
            if (begin == from.offset()) {
                return i;
            }
            begin = events.get(i).endPosition();
        }
        if (begin == from.offset()) {
            return events.size();
        }
        throw new IllegalArgumentException("no event begins at " + from + ", the file ends at " + begin);
    }

    /** As a server sends it at a dump from the middle of a file: without creation time and position. */
    private static BinlogEvent formatOf(BinlogEvent inFile, long at) {
        byte[] bytes = Arrays.copyOf(inFile.bytes(), inFile.bytes().length);
        LittleEndian.putInt32(bytes, CREATED_OFFSET, 0);
        LittleEndian.putInt32(bytes, 13, 0);
        return new BinlogEvent(inFile.file(), at, bytes);
    }
}
