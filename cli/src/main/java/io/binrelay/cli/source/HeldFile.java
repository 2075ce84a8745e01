package io.binrelay.cli.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.schemas.model.FilePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A binary log file of the source, and what of it the relay log holds.
 *
 * @param size in bytes
 * @param from offset of the first transaction held, 0 when none before it is missing
 * @param to offset behind the last one held; {@code size} when none after it is missing, 0 when nothing is held
 */
public record HeldFile(String name, long size, long from, long to) {
    public HeldFile {
        requireNonNull(name, "name is null");
        if (from < 0 || to < 0 || to > size) {
            throw new IllegalArgumentException("from " + from + ", to " + to + " of " + size);
        }
    }

    /** How much of it. */
    public enum Extent {
        NONE,
        PARTLY,
        ALL
    }

    /** How much of it. */
    public Extent extent() {
        if (to == 0) {
            return Extent.NONE;
        }
        return from == 0 && to == size ? Extent.ALL : Extent.PARTLY;
    }

    /**
     * The source's files beside a log.
     *
     * @param first where the log's oldest transaction begins; null while the log is empty
     * @param end behind what the log holds everything; null while the log is empty
     * @param firstTransaction of a file's beginning, where its first transaction begins; asked once at most
     */
    static List<HeldFile> of(
            List<BinlogFile> files,
            @Nullable FilePosition first,
            @Nullable FilePosition end,
            UnaryOperator<FilePosition> firstTransaction) {
        List<HeldFile> held = new ArrayList<>();
        for (BinlogFile file : files) {
            FilePosition begin = new FilePosition(file.name(), 4);
            FilePosition behind = new FilePosition(file.name(), Math.max(4, file.size()));
            if (first == null || end == null || behind.compareTo(first) < 0 || begin.compareTo(end) >= 0) {
                held.add(new HeldFile(file.name(), file.size(), 0, 0));
                continue;
            }
            boolean cut = first.file().equals(file.name()) && first.compareTo(firstTransaction.apply(begin)) > 0;
            long to = end.file().equals(file.name()) ? Math.min(end.offset(), file.size()) : file.size();
            held.add(new HeldFile(file.name(), file.size(), cut ? first.offset() : 0, to));
        }
        return List.copyOf(held);
    }
}
