package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The program of the child JVM: formats the broker's directory if that was not done yet, runs the broker until SIGTERM,
 * and ends at once when its standard input ends, that is, when its parent is gone.
 */
public final class KafkaBrokerProcess {
    private KafkaBrokerProcess() {}

    /**
     * Runs the broker.
     *
     * @param arguments the broker's properties file
     */
    public static void main(String[] arguments) throws Exception {
        endWithParent();
        run(Path.of(arguments[0]), () -> {});
    }

    /**
     * Runs a broker in this JVM until the JVM is asked to end.
     *
     * @param ready called once it serves
     */
    static void run(Path file, Runnable ready) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        formatIfNew(properties);
        properties.remove(KafkaBrokerFiles.CLUSTER_ID);
        UncleanBrokerRestart.prepare(properties);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        ready.run();
        server.awaitShutdown();
    }

    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody writes; only the end matters.
                        }
                    } catch (IOException e) {
                        System.err.println("Standard input failed, taken as the end of the parent: " + e);
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void formatIfNew(Properties properties) throws Exception {
        String directory = properties.getProperty("log.dirs");
        if (Files.exists(Path.of(directory, "meta.properties"))) {
            return;
        }
        Files.createDirectories(Path.of(directory));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(properties.getProperty(KafkaBrokerFiles.CLUSTER_ID))
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setMetadataLogDirectory(directory)
                .addDirectory(directory)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .run();
    }
}
