package io.binrelay.schemas.model;

import static java.util.Objects.requireNonNull;

/**
 * A place in a source's binary log, between two events.
 *
 * <p>Ordered by file number, then offset. Files of one server are compared by the number after their last dot, since
 * {@code binlog.1000000} follows {@code binlog.999999}.
 *
 * @param file the binary log file, e.g. {@code binlog.000042}
 * @param offset the byte offset in the file, at least 4 (behind the magic number)
 */
public record FilePosition(String file, long offset) implements Comparable<FilePosition> {
    public FilePosition {
        requireNonNull(file, "file is null");
        int dot = file.lastIndexOf('.');
        if (dot < 0
                || dot == file.length() - 1
                || !file.substring(dot + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "'" + file + "' is not the name of a binary log file (expected e.g. binlog.000042)");
        }
        if (offset < 4) {
            throw new IllegalArgumentException(
                    "offset " + offset + " in " + file + " is below 4, the start of the first event");
        }
    }

    /** Parses {@code FILE:POS}. */
    public static FilePosition parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is not FILE:POS (expected e.g. binlog.000042:4)");
        }
        try {
            return new FilePosition(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not FILE:POS: the part after the colon is no number", e);
        }
    }

    @Override
    public int compareTo(FilePosition other) {
        int byFile = Long.compare(fileNumber(), other.fileNumber());
        return byFile != 0 ? byFile : Long.compare(offset, other.offset);
    }

    private long fileNumber() {
        return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    }

    /** {@code FILE:POS}. */
    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
