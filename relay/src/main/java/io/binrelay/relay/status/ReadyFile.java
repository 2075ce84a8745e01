package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there while the service does its work or stands by for it, for health checks of containers and the
 * like: {@code test -e FILE}. Not there while the service starts, tries again, or has ended. A process that was killed
 * leaves it; the next one takes it away first. Used by the service's threads, one at a time.
 */
public final class ReadyFile implements StatusSink {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);

    private final Path file;
    private final StatusSink next;
    private boolean there;

    /**
     * Takes away what a killed process left.
     *
     * @param file in a directory that exists
     * @param next is told the same
     * @throws IOException the file is there and cannot be deleted
     */
    public ReadyFile(Path file, StatusSink next) throws IOException {
        this.file = requireNonNull(file, "file is null");
        this.next = requireNonNull(next, "next is null");
        Files.deleteIfExists(file);
    }

    @Override
    public synchronized void publish(ServiceStatus status) {
        next.publish(status);
        boolean ready = status.state().ready();
        if (ready == there) {
            return;
        }
        try {
            if (ready) {
                Files.writeString(file, status.state() + "\n");
            } else {
                Files.deleteIfExists(file);
            }
            there = ready;
        } catch (IOException e) {
            LOG.warn("Cannot {} {} (service.ready.path): {}", ready ? "write" : "delete", file, e.toString());
        }
    }
}
