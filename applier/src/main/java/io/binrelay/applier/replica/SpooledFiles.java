package io.binrelay.applier.replica;

import io.binrelay.schemas.relay.RelayEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that LOAD DATA statements of the open transaction read, on disk while they are needed (trap 28). They are
 * in a directory of their own, the only one from which the driver gives a server a file it asks for; it is made when
 * the first file begins. Not thread-safe.
 */
final class SpooledFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledFiles.class);

    private final Path directory = Path.of(System.getProperty("java.io.tmpdir"), "binrelay-load-" + UUID.randomUUID())
            .toAbsolutePath();
    private final Map<Long, Path> files = new HashMap<>();

    /** Where the files are; need not exist. */
    Path directory() {
        return directory;
    }

    /** Takes the next part of a file. */
    void add(RelayEvent.FileBlock block) {
        try {
            Path file = files.get(block.fileId());
            if (file == null) {
                if (!Files.isDirectory(directory)) {
                    Files.createDirectory(
                            directory,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                }
                file = directory.resolve(Long.toString(block.fileId()));
                files.put(block.fileId(), file);
            }
            Files.write(
                    file,
                    block.data(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    block.first() ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new ReplicaException(
                    "the file of a LOAD DATA statement cannot be kept in " + directory + " (" + e
                            + "). Make room there, or point java.io.tmpdir to where there is some",
                    0,
                    "",
                    e);
        }
    }

    /** The file with this number. */
    Path file(long fileId) {
        Path file = files.get(fileId);
        if (file == null) {
            throw new ReplicaException("a LOAD DATA statement reads file " + fileId
                    + ", which is not in its transaction: the relay log is damaged, rebuild it");
        }
        return file;
    }

    /** Deletes the files: the transaction has ended. */
    void clear() {
        if (!files.isEmpty()) {
            files.values().forEach(SpooledFiles::delete);
            files.clear();
        }
    }

    @Override
    public void close() {
        clear();
        delete(directory);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", path, e.toString());
        }
    }
}
