package io.binrelay.testsupport.servers;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Makes the restart of a killed single-node broker safe for the transactions that were being committed.
 *
 * <p>The cluster's metadata still says that the killed broker is alive and leads its partitions. Started as usual,
 * Kafka 4.3.1 therefore loads its transaction coordinator at once, finds a transaction that is prepared but whose
 * commit marker was not written yet, and tries to write it to itself, in vain, as its listener is not open. After
 * broker.session.timeout.ms (9 s) the old incarnation is fenced, its partitions have no leader for a moment, and the
 * coordinator takes them for deleted: it logs "these partitions are likely deleted already and hence can be skipped"
 * and records the commit as complete. The marker is then never written. The producer was told that its transaction is
 * committed, but the last stable offset stays before it, and no read_committed reader gets any further.
 *
 * <p>So after a kill the controller alone is run first, until it has fenced the old incarnation. When the broker then
 * starts, all partitions get their leader back in one step, before any coordinator is loaded. This also saves the 9
 * seconds.
 *
 * <p>Nodes of a larger cluster need nothing of this: one of the others leads by then, and it finishes what was
 * prepared.
 */
final class UncleanBrokerRestart {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int SESSION_TIMEOUT_MILLIS = 500;
    private static final int PAUSE_MILLIS = 20;

    private UncleanBrokerRestart() {}

    /**
     * Does what is needed if the broker is a single node that was not shut down cleanly the last time; nothing
     * otherwise.
     */
    static void prepare(Properties properties) throws Exception {
        boolean single = !properties.getProperty("controller.quorum.voters").contains(",");
        Path directory = Path.of(properties.getProperty("log.dirs"));
        boolean ranBefore = Files.isDirectory(directory.resolve("__cluster_metadata-0"));
        if (!single || !ranBefore || Files.exists(directory.resolve(".kafka_cleanshutdown"))) {
            return;
        }
        KafkaRaftServer controller =
                new KafkaRaftServer(KafkaConfig.fromProps(controllerOnly(properties), false), Time.SYSTEM);
        controller.startup();
        try {
            awaitFencing();
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static Properties controllerOnly(Properties properties) {
        Properties controller = new Properties();
        controller.putAll(properties);
        controller.setProperty("process.roles", "controller");
        String[] listeners = properties.getProperty("listeners").split(",", -1);
        for (String listener : listeners) {
            if (listener.startsWith("CONTROLLER:")) {
                controller.setProperty("listeners", listener);
            }
        }
        controller.setProperty("broker.session.timeout.ms", Integer.toString(SESSION_TIMEOUT_MILLIS));
        return controller;
    }

    /** No API of a lone controller tells of brokers, but its metrics do. */
    private static void awaitFencing() throws JMException, InterruptedException {
        MBeanServer metrics = ManagementFactory.getPlatformMBeanServer();
        ObjectName active = new ObjectName("kafka.controller:type=KafkaController,name=ActiveBrokerCount");
        ObjectName fenced = new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount");
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (count(metrics, active) > 0 || count(metrics, fenced) == 0) {
            if (System.nanoTime() > deadline) {
                throw new ServerException("The controller did not fence the killed broker within " + TIMEOUT.toSeconds()
                        + " s; its log above says why. If the data is not needed, delete the broker's directory");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static int count(MBeanServer metrics, ObjectName name) throws JMException {
        return metrics.isRegistered(name) ? ((Number) metrics.getAttribute(name, "Value")).intValue() : 0;
    }
}
