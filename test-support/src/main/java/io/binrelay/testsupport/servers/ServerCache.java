package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Directories that are made once per machine and user, and only read afterwards: unpacked binaries, initialised data
 * directories. An entry appears whole (atomic rename) or not at all; any number of threads and processes may ask for
 * one at the same time, one of them makes it.
 */
final class ServerCache {
    private final Path root;

    ServerCache(Path root) {
        this.root = requireNonNull(root, "root is null");
    }

    /**
     * The user's cache: {@code binrelay.servers.cache} (system property) if set, else
     * {@code ${XDG_CACHE_HOME:-~/.cache}/binrelay/servers} (XDG Base Directory Specification).
     */
    static ServerCache ofUser() {
        String configured = System.getProperty("binrelay.servers.cache");
        if (configured != null) {
            return new ServerCache(Path.of(configured).toAbsolutePath());
        }
        @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".cache");
        return new ServerCache(caches.resolve("binrelay").resolve("servers"));
    }

    /**
     * The entry of that name, made now if it does not exist.
     *
     * @param name a file name; everything that decides about the content must be part of it
     * @param maker fills an empty directory
     */
    Path entry(String name, Maker maker) {
        Path entry = root.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        // A file lock belongs to the whole JVM, so threads need a lock of their own.
        synchronized (ServerCache.class) {
            return makeEntry(name, entry, maker);
        }
    }

    @SuppressWarnings("try") // the file lock is held, not used
    private Path makeEntry(String name, Path entry, Maker maker) {
        try {
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (Files.isDirectory(entry)) {
                    return entry;
                }
                removeLeftovers(name);
                Path unfinished = Files.createDirectory(root.resolve("." + name + "." + UUID.randomUUID()));
                maker.fill(unfinished);
                Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
                return entry;
            }
        } catch (IOException e) {
            throw new ServerException("Could not make " + entry + ": " + e + ". Is the disk full or not writable?", e);
        }
    }

    /** Removes what a process that died while it made this entry left. Called with the entry's lock held. */
    private void removeLeftovers(String name) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root, "." + name + ".*")) {
            for (Path leftover : leftovers) {
                DirectoryTree.delete(leftover);
            }
        }
    }

    /** Makes the content of an entry. */
    interface Maker {
        void fill(Path directory) throws IOException;
    }
}
