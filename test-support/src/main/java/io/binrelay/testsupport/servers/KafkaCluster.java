package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several Kafka brokers of our own on this machine, one cluster: each a child JVM, broker and controller at once.
 * Topics get three copies, of which two must have a record (with fewer brokers: one each, and all but one), so that it
 * works on while one broker is down.
 *
 * <p>A single broker is stopped, killed and started through {@link #broker}. When one is killed, the others take over
 * within 2 s, not 9 s as with Kafka's own settings. More than one must not be down at a time. Thread-safe.
 */
public final class KafkaCluster implements AutoCloseable {
    /** Three of them and the servers of a test have to fit on a small machine. */
    private static final int HEAP_MEGABYTES = 192;

    private final List<KafkaBroker> brokers;
    private final List<LocalPort> controllerPorts;

    private KafkaCluster(List<KafkaBroker> brokers, List<LocalPort> controllerPorts) {
        this.brokers = List.copyOf(brokers);
        this.controllerPorts = List.copyOf(controllerPorts);
    }

    /**
     * Prepares a new cluster; nothing runs yet.
     *
     * @param size how many brokers, at least 2
     * @param directory gets a directory for each, {@code kafka-1} and so on, which are kept
     */
    public static KafkaCluster prepare(int size, Path directory) {
        requireNonNull(directory, "directory is null");
        if (size < 2) {
            throw new IllegalArgumentException("a cluster of " + size + " brokers: a single one is a KafkaBroker");
        }
        List<LocalPort> ports =
                IntStream.range(0, size).mapToObj(any -> LocalPort.reserve()).toList();
        List<Integer> numbers = ports.stream().map(LocalPort::number).toList();
        String clusterId = KafkaMembership.newClusterId();
        List<KafkaBroker> brokers = IntStream.rangeClosed(1, size)
                .mapToObj(id -> KafkaBroker.builder()
                        .directory(directory.resolve("kafka-" + id))
                        .heapMegabytes(HEAP_MEGABYTES)
                        .membership(new KafkaMembership(id, clusterId, numbers))
                        .build())
                .toList();
        return new KafkaCluster(brokers, ports);
    }

    /** Addresses of all brokers, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return brokers.stream().map(KafkaBroker::bootstrapServers).collect(Collectors.joining(","));
    }

    /** How many brokers there are, running or not. */
    public int size() {
        return brokers.size();
    }

    /**
     * A broker, to be killed and started again.
     *
     * @param index from 0
     */
    public KafkaBroker broker(int index) {
        return brokers.get(index);
    }

    /**
     * Starts those that do not run, all at the same time, and waits until every one of them serves and has every record
     * of its partitions.
     *
     * @throws ServerException when that does not come about; the message holds the end of a log
     */
    public void start() {
        List<KafkaBroker> started =
                brokers.stream().filter(broker -> !broker.isAlive()).toList();
        started.forEach(KafkaBroker::launch);
        started.forEach(KafkaBroker::awaitReady);
        awaitInSync();
    }

    /**
     * Waits until all run, every partition has a leader, and every copy is complete: only then may the next one be
     * killed.
     *
     * @throws ServerException when that takes longer than two minutes
     */
    public void awaitInSync() {
        try (KafkaClusterView view = new KafkaClusterView(this)) {
            view.await(KafkaClusterView::outOfSync);
        }
    }

    /**
     * Waits until no transaction is on the way from "committed" as its producer was told to "committed" as readers see
     * it, or likewise to "aborted": the broker answers the producer before it has told the partitions.
     *
     * @throws ServerException when that takes longer than two minutes
     */
    public void awaitSettledTransactions() {
        try (KafkaClusterView view = new KafkaClusterView(this)) {
            view.await(KafkaClusterView::unsettledTransactions);
        }
    }

    /** Kills the running ones and gives all ports back. Idempotent. */
    @Override
    public void close() {
        // An orderly end would have the last ones wait for a quorum that the first ones took with them.
        brokers.forEach(KafkaBroker::kill);
        brokers.forEach(KafkaBroker::close);
        controllerPorts.forEach(LocalPort::close);
    }

    @Override
    public String toString() {
        return "Kafka cluster at " + bootstrapServers();
    }
}
