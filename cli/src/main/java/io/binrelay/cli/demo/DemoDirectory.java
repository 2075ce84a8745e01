package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the demo writes: a temporary directory that goes away, or one that was named and stays. Thread-safe. */
public final class DemoDirectory implements AutoCloseable {
    private final Path path;
    private boolean temporary;

    private DemoDirectory(Path path, boolean temporary) {
        this.path = requireNonNull(path, "path is null");
        this.temporary = temporary;
    }

    /**
     * Makes the directory.
     *
     * @param named an empty directory or one that does not exist yet; null for a temporary one
     * @throws IllegalArgumentException it holds something already
     */
    public static DemoDirectory open(@Nullable Path named) throws IOException {
        if (named == null) {
            return new DemoDirectory(Files.createTempDirectory("binrelay-demo-"), true);
        }
        Path path = Files.createDirectories(named).toAbsolutePath();
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new IllegalArgumentException(
                        path + " is not empty; the demo needs a directory of its own, so that nothing is overwritten");
            }
        }
        return new DemoDirectory(path, false);
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** Whether it goes away at the end. */
    public synchronized boolean isTemporary() {
        return temporary;
    }

    /** Keeps it from going away: somebody will want to read the logs. */
    public synchronized void keep() {
        temporary = false;
    }

    /** Deletes it with all it holds, if it is temporary. */
    @Override
    public synchronized void close() {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            for (Path each : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + path, e);
        }
    }
}
