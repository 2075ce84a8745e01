package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no child outlives this JVM.
 *
 * <p>PR_SET_PDEATHSIG fires when the <em>thread</em> that made the child ends, not when its process does (prctl(2)). So
 * every child is made by one thread that lives as long as the JVM; were it the caller's, the end of a worker thread
 * would kill the servers it had started.
 */
final class ChildGuard {
    private static final Logger log = LoggerFactory.getLogger(ChildGuard.class);

    private static final ExecutorService launcher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-launcher");
        thread.setDaemon(true);
        return thread;
    });
    private static final Set<Process> running = Collections.synchronizedSet(new LinkedHashSet<>());
    private static final List<String> prefix = findPrefix();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildGuard::killAll, "child-killer"));
    }

    private ChildGuard() {}

    /** What to put before a command so that it has a session of its own and the kernel ends it with this JVM. */
    static List<String> prefix() {
        return prefix;
    }

    /** Starts a process and remembers it until it ends. */
    static Process start(ProcessBuilder builder) throws IOException {
        try {
            Process process = launcher.submit(builder::start).get();
            running.removeIf(earlier -> !earlier.isAlive());
            running.add(process);
            return process;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("Starting a process failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void killAll() {
        List<Process> newestFirst;
        synchronized (running) {
            newestFirst = new ArrayList<>(running);
        }
        Collections.reverse(newestFirst);
        newestFirst.forEach(Process::destroyForcibly);
    }

    private static List<String> findPrefix() {
        List<String> found = new ArrayList<>();
        if (works("setsid", "true")) {
            found.add("setsid");
        }
        if (works("setpriv", "--pdeathsig", "KILL", "true")) {
            found.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
        } else {
            log.warn("setpriv (util-linux 2.33 or newer) is missing: if this process is killed with SIGKILL,"
                    + " the servers it started stay and have to be ended by hand");
        }
        return List.copyOf(found);
    }

    private static boolean works(String... command) {
        return CommandRun.tryRun(List.of(command)).succeeded();
    }
}
