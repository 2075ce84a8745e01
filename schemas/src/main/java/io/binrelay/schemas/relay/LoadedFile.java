package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

/**
 * The file that a LOAD DATA statement in statement format reads, from an EXECUTE_LOAD_QUERY event (trap 28).
 *
 * @param fileId of the {@link RelayEvent.FileBlock}s before it in the transaction
 * @param nameStart where in the statement's text the part begins that names the file and says what to do about
 *     duplicates: {@code LOCAL INFILE '...' REPLACE}; what is run instead takes its place
 * @param nameEnd behind its last byte
 */
public record LoadedFile(long fileId, int nameStart, int nameEnd, Duplicates duplicates) {
    public LoadedFile {
        requireNonNull(duplicates, "duplicates is null");
        if (nameStart < 0 || nameEnd < nameStart) {
            throw new IllegalArgumentException("the file's name is at " + nameStart + " to " + nameEnd);
        }
    }

    /** What becomes of rows whose key exists already. */
    public enum Duplicates {
        ERROR,
        IGNORE,
        REPLACE
    }
}
