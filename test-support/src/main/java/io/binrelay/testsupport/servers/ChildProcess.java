package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends with this JVM at the latest.
 *
 * <p>On an orderly exit of this JVM (System.exit, SIGTERM, Ctrl-C) a shutdown hook kills it. When this JVM is itself
 * killed with SIGKILL the kernel kills the child, if {@code setpriv} of util-linux 2.33 or newer is on the path;
 * besides, the child's standard input is a pipe from this JVM, so a child that reads it sees its end. The child has a
 * session of its own ({@code setsid}): Ctrl-C on the terminal reaches only this JVM, which then ends its children in
 * its own order.
 *
 * <p>Thread-safe.
 */
public final class ChildProcess {
    private final ChildCommand command;
    private final Process process;

    private ChildProcess(ChildCommand command, Process process) {
        this.command = command;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @throws ServerException when the program cannot be executed
     */
    public static ChildProcess start(ChildCommand command) {
        requireNonNull(command, "command is null");
        List<String> guarded = new ArrayList<>(ChildGuard.prefix());
        guarded.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        try {
            Process process = ChildGuard.start(builder);
            return new ChildProcess(command, process);
        } catch (IOException e) {
            throw new ServerException(
                    "Could not start " + command.name() + " ("
                            + command.command().get(0) + "): " + e.getMessage(),
                    e);
        }
    }

    /** What was run. */
    public ChildCommand command() {
        return command;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code (128 + signal number when a signal ended it); empty while it runs. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes, with the exit code, when the process has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Waits for its end.
     *
     * @return whether it has ended
     */
    public boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while waiting for the end of " + this, e);
        }
    }

    /**
     * Sends SIGTERM and waits; what has not ended in time is killed.
     *
     * @return whether it ended by itself
     */
    public boolean terminate(Duration timeout) {
        process.destroy();
        boolean ended = waitFor(timeout);
        if (!ended) {
            kill();
        }
        return ended;
    }

    /**
     * Sends SIGKILL and waits until the process is gone.
     *
     * @throws ServerException when the kernel does not end it within a minute
     */
    public void kill() {
        process.destroyForcibly();
        if (!waitFor(Duration.ofMinutes(1))) {
            throw new ServerException(this + " is still there a minute after SIGKILL");
        }
    }

    /** The last lines of what it printed, joined by line breaks. */
    public String logTail(int lines) {
        return LogTail.of(command.log(), lines);
    }

    @Override
    public String toString() {
        return command.name() + " (pid " + pid() + ")";
    }
}
