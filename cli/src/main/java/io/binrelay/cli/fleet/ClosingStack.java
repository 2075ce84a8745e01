package io.binrelay.cli.fleet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes what it holds, newest first, all of it whatever fails. Thread-safe. */
public final class ClosingStack implements AutoCloseable {
    private final Deque<AutoCloseable> stack = new ArrayDeque<>();
    private boolean closed;

    /**
     * Adds a resource.
     *
     * @throws IllegalStateException when everything is closed already: the resource is closed, too
     */
    public synchronized <T extends AutoCloseable> T push(T resource) {
        if (closed) {
            closeQuietly(resource, null);
            throw new IllegalStateException("stopping already: " + resource + " is not started any more");
        }
        stack.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        @Nullable RuntimeException first = null;
        while (!stack.isEmpty()) {
            first = closeQuietly(stack.pop(), first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException closeQuietly(AutoCloseable resource, @Nullable RuntimeException first) {
        try {
            resource.close();
            return first;
        } catch (Exception e) {
            if (first != null) {
                first.addSuppressed(e);
                return first;
            }
            return new IllegalStateException("Could not stop " + resource + ": " + e.getMessage(), e);
        }
    }
}
