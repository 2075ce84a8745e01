package io.binrelay.cli.fleet;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.ChildCommand;
import io.binrelay.testsupport.servers.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A service, capture or an applier, as a process of its own: the same program as this one, with a verb and a
 * configuration file. It can be killed and started again any number of times. Thread-safe.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final String verb;
    private final Path configuration;
    private final Path log;
    private @Nullable ChildProcess process;
    private boolean shouldRun;

    /**
     * Not started yet.
     *
     * @param name for messages, such as {@code applier of replica1}
     * @param verb {@code capture} or {@code applier}
     * @param configuration the file for {@code --config}
     * @param log gets what it prints; appended
     */
    public ServiceProcess(String name, String verb, Path configuration, Path log) {
        this.name = requireNonNull(name, "name is null");
        this.verb = requireNonNull(verb, "verb is null");
        this.configuration = requireNonNull(configuration, "configuration is null");
        this.log = requireNonNull(log, "log is null");
    }

    /**
     * Starts it; returns as soon as the process exists.
     *
     * @param jvmOptions added to the usual ones, such as {@code -Dbinrelay.halt.at=STAGE}
     * @throws IllegalStateException when it runs already
     */
    public synchronized void start(String... jvmOptions) {
        if (isAlive()) {
            throw new IllegalStateException(this + " runs already");
        }
        shouldRun = true;
        List<String> options = new ArrayList<>(ServiceJvm.options());
        options.addAll(List.of(jvmOptions));
        process = ChildProcess.start(ChildCommand.java(
                name.replace(' ', '-'),
                options,
                ServiceJvm.MAIN_CLASS,
                List.of(verb, "--config", configuration.toString()),
                log));
    }

    /** SIGKILL; returns when the process is gone. */
    public synchronized void kill() {
        shouldRun = false;
        if (process != null) {
            process.kill();
        }
    }

    /** SIGTERM, and SIGKILL when it has not ended after 20 s. */
    public synchronized void stop() {
        shouldRun = false;
        if (process != null) {
            process.terminate(STOP_TIMEOUT);
        }
    }

    /** Whether the process runs. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether it was started and is gone, though nobody here killed or stopped it. */
    public synchronized boolean hasEndedByItself() {
        return shouldRun && !isAlive();
    }

    /**
     * Exit code of the last process, 128 + signal when a signal ended it; empty while it runs or before the first
     * start.
     */
    public synchronized OptionalInt exitCode() {
        return process == null ? OptionalInt.empty() : process.exitCode();
    }

    /** Process id of the last process started; 0 before the first start. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** The name, for messages. */
    public String name() {
        return name;
    }

    /** The file for {@code --config}. */
    public Path configuration() {
        return configuration;
    }

    /** What it prints. */
    public Path log() {
        return log;
    }

    /** The last lines it printed. */
    public synchronized String logTail(int lines) {
        return process == null ? "" : process.logTail(lines);
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public synchronized String toString() {
        return process == null ? name : name + " (pid " + process.pid() + ")";
    }
}
