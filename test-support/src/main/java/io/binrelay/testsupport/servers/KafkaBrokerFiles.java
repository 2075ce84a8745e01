package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one broker.
 *
 * @param root holds all the rest
 * @param temporary whether it goes away with the broker
 */
record KafkaBrokerFiles(Path root, boolean temporary) {
    /** In the file, but not for the broker: the id its directory is formatted with. */
    static final String CLUSTER_ID = "binrelay.cluster.id";

    private static final int MESSAGE_MAX_BYTES = 16 * 1024 * 1024;

    static KafkaBrokerFiles open(@Nullable Path chosen) {
        try {
            return chosen == null
                    ? new KafkaBrokerFiles(Files.createTempDirectory("binrelay-kafka-"), true)
                    : new KafkaBrokerFiles(Files.createDirectories(chosen.toAbsolutePath()), false);
        } catch (IOException e) {
            throw new ServerException("Could not make the directory of the Kafka broker: " + e, e);
        }
    }

    Path properties() {
        return root.resolve("broker.properties");
    }

    Path log() {
        return root.resolve("broker.log");
    }

    Path data() {
        return root.resolve("data");
    }

    void writeProperties(KafkaBrokerSettings settings) throws IOException {
        Properties properties = new Properties();
        addIdentity(properties, settings);
        addCopies(properties, settings.membership());
        if (settings.membership().isAlone()) {
            addSingleNode(properties);
        } else {
            addFailover(properties);
        }
        addSmallFootprint(properties);
        properties.setProperty("message.max.bytes", Integer.toString(MESSAGE_MAX_BYTES));
        // A fetch must be able to return one such message; the broker's own limits are 1 MiB (replica) and 50 MiB.
        properties.setProperty("replica.fetch.max.bytes", Integer.toString(MESSAGE_MAX_BYTES));
        properties.setProperty("socket.request.max.bytes", Integer.toString(100 * 1024 * 1024));
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("transaction.max.timeout.ms", "900000");
        properties.putAll(settings.properties());
        try (Writer writer = Files.newBufferedWriter(properties())) {
            properties.store(writer, "Written at every start of the broker");
        }
    }

    private void addIdentity(Properties properties, KafkaBrokerSettings settings) {
        KafkaMembership membership = settings.membership();
        properties.setProperty(CLUSTER_ID, membership.clusterId());
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(membership.nodeId()));
        properties.setProperty("controller.quorum.voters", membership.voters());
        properties.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + settings.port() + ",CONTROLLER://127.0.0.1:" + membership.controllerPort());
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("log.dirs", data().toString());
    }

    private static void addCopies(Properties properties, KafkaMembership membership) {
        String copies = Integer.toString(membership.copies());
        String inSync = Integer.toString(membership.copiesInSync());
        properties.setProperty("default.replication.factor", copies);
        properties.setProperty("min.insync.replicas", inSync);
        properties.setProperty("offsets.topic.replication.factor", copies);
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", copies);
        properties.setProperty("transaction.state.log.min.isr", inSync);
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", copies);
        properties.setProperty("share.coordinator.state.topic.min.isr", inSync);
        // One consumer per group: nobody else to wait for.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
    }

    private static void addSingleNode(Properties properties) {
        // There is no second node to elect, so nothing is gained by waiting.
        properties.setProperty("broker.heartbeat.interval.ms", "100");
        properties.setProperty("controller.quorum.election.timeout.ms", "100");
    }

    /**
     * The others take over from a killed node after the first two of these times at the latest: 2 s instead of Kafka's
     * 9 s until the controller gives its partitions to others, 1 s instead of 2 s until a new controller is elected.
     * Still many times what a node needs to answer on a busy machine, so that none is given up that lives.
     */
    private static void addFailover(Properties properties) {
        properties.setProperty("broker.session.timeout.ms", "2000");
        properties.setProperty("controller.quorum.fetch.timeout.ms", "1000");
        properties.setProperty("broker.heartbeat.interval.ms", "250");
        properties.setProperty("controller.quorum.election.timeout.ms", "500");
        properties.setProperty("controller.quorum.election.backoff.max.ms", "200");
    }

    private static void addSmallFootprint(Properties properties) {
        properties.setProperty("num.network.threads", "1");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("background.threads", "2");
        properties.setProperty("num.recovery.threads.per.data.dir", "1");
        properties.setProperty("group.coordinator.threads", "1");
        properties.setProperty("share.coordinator.threads", "1");
        properties.setProperty("remote.log.manager.thread.pool.size", "1");
        properties.setProperty("log.cleaner.threads", "1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    }

    void deleteIfTemporary() {
        if (!temporary) {
            return;
        }
        try {
            DirectoryTree.delete(root);
        } catch (IOException e) {
            throw new ServerException("Could not delete " + root + ": " + e, e);
        }
    }
}
