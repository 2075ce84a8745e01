package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker of our own on 127.0.0.1, KRaft, plain text, as a child JVM on the class path of this one: a cluster of
 * one node, or one node of a {@link KafkaCluster}.
 *
 * <p>Its settings are those of a small node: topics are not created automatically, messages of up to 16 MiB pass, a
 * transaction may stay open for 15 minutes. A kill or restart keeps port and data. The process ends with this JVM at
 * the latest ({@link ChildProcess}). Thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final KafkaBrokerSettings settings;
    private final KafkaBrokerFiles files;
    private final List<LocalPort> reservations;
    private @Nullable ChildProcess process;
    private boolean closed;

    KafkaBroker(KafkaBrokerSettings settings, KafkaBrokerFiles files, List<LocalPort> reservations) {
        this.settings = requireNonNull(settings, "settings is null");
        this.files = requireNonNull(files, "files is null");
        this.reservations = List.copyOf(reservations);
    }

    /** Begins to describe a broker. */
    public static KafkaBrokerBuilder builder() {
        return new KafkaBrokerBuilder();
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    /** Its TCP port, the same for all its life. */
    public int port() {
        return settings.port();
    }

    /** Where its data and log are. */
    public Path directory() {
        return files.root();
    }

    /** The file that gets everything it logs. */
    public Path logFile() {
        return files.log();
    }

    /**
     * Starts it, formatting its directory the first time, and waits until topics can be made.
     *
     * @throws ServerException when it does not come up; the message holds the end of its log
     * @throws IllegalStateException when it runs already or was closed
     */
    public synchronized void start() {
        launch();
        awaitReady();
    }

    /** Starts the process alone: a node of a cluster serves once the others are there. */
    synchronized void launch() {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        if (isAlive()) {
            throw new IllegalStateException(this + " runs already");
        }
        writeProperties();
        process = ChildProcess.start(ChildCommand.java(
                "kafka",
                settings.jvmOptions(),
                KafkaBrokerProcess.class.getName(),
                List.of(files.properties().toString()),
                files.log()));
    }

    /** Waits until it serves, and kills it when it does not. */
    synchronized void awaitReady() {
        ChildProcess started = requireNonNull(process, "process is null");
        try {
            new KafkaReadiness(this, started).await();
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    /**
     * Runs it in this JVM instead of a child, until the JVM is asked to end, and stops it then in an orderly way. For a
     * broker in the foreground: what it logs goes to the log of this JVM.
     *
     * @param ready called once it serves
     * @throws ServerException when it does not come up, as when the port is in use
     */
    public void runHere(Runnable ready) {
        writeProperties();
        try (ServerSocket free = new ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        } catch (IOException e) {
            throw new ServerException("Port " + port() + " of 127.0.0.1 cannot be used: " + e.getMessage(), e);
        }
        try {
            KafkaBrokerProcess.run(files.properties(), ready);
        } catch (Exception e) {
            throw new ServerException("Could not run the " + this + ": " + e.getMessage(), e);
        }
    }

    private void writeProperties() {
        try {
            files.writeProperties(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + files.properties(), e);
        }
    }

    /**
     * Stops it in an orderly way (SIGTERM); kills it if that takes more than a minute. Nothing happens if it does not
     * run.
     */
    public synchronized void stop() {
        if (process != null) {
            process.terminate(STOP_TIMEOUT);
        }
    }

    /** SIGKILL; returns when the process is gone. Nothing happens if it does not run. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it, if it runs, and starts it with the same data and port. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Whether the process runs. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * The process id of the running broker.
     *
     * @throws IllegalStateException when it was never started
     */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(this + " was not started");
        }
        return process.pid();
    }

    /** Waits until the process ends by whatever cause; for a broker in the foreground. */
    public int waitForEnd() {
        ChildProcess waitedFor;
        synchronized (this) {
            if (process == null) {
                throw new IllegalStateException(this + " was not started");
            }
            waitedFor = process;
        }
        return waitedFor.onExit().join();
    }

    /** Stops it and gives ports and temporary directory back. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop();
        reservations.forEach(LocalPort::close);
        files.deleteIfTemporary();
    }

    @Override
    public String toString() {
        return "Kafka broker at " + bootstrapServers();
    }
}
