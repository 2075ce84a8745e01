package io.binrelay.testsupport.servers;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Waits until a broker that was just started answers as a member of its cluster. */
final class KafkaReadiness {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KafkaBroker broker;
    private final ChildProcess process;

    KafkaReadiness(KafkaBroker broker, ChildProcess process) {
        this.broker = broker;
        this.process = process;
    }

    /**
     * Returns when it does.
     *
     * @throws ServerException when the process ends or the time is over; the message holds the end of the log
     */
    void await() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        // The client logs a warning at every refused connection, so it is made only when somebody listens.
        awaitListener(deadline);
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.CLIENT_ID_CONFIG, "binrelay-readiness"))) {
            while (!hasRegistered(admin)) {
                checkAlive(deadline);
                process.waitFor(PAUSE);
            }
        }
    }

    private void awaitListener(long deadline) {
        while (!listens()) {
            checkAlive(deadline);
            process.waitFor(PAUSE);
        }
    }

    private boolean listens() {
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(LocalPort.address(broker.port()), 1_000);
            return true;
        } catch (java.io.IOException refused) {
            return false;
        }
    }

    private boolean hasRegistered(Admin admin) {
        try {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).stream()
                    .anyMatch(node -> node.port() == broker.port());
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while waiting for the Kafka broker", e);
        }
    }

    private void checkAlive(long deadline) {
        if (!process.isAlive()) {
            throw new ServerException(broker + " ended with exit code "
                    + process.exitCode().orElse(-1) + " while it started. Its log ends with:\n" + process.logTail(40));
        }
        if (System.nanoTime() > deadline) {
            throw new ServerException(broker + " does not answer " + TIMEOUT.toSeconds()
                    + " s after its start. Its log ends with:\n" + process.logTail(40));
        }
    }
}
