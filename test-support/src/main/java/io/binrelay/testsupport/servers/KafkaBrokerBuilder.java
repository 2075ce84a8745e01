package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link KafkaBroker}. Not thread-safe. */
public final class KafkaBrokerBuilder {
    private @Nullable Path directory;
    private int port;
    private int heapMegabytes = 256;
    private boolean fastStart = true;
    private @Nullable KafkaMembership membership;
    private final Map<String, String> properties = new HashMap<>();

    KafkaBrokerBuilder() {}

    /**
     * Directory of data and log, made if it does not exist and kept at {@link KafkaBroker#close()}; data found there is
     * used. Default: a new temporary directory, deleted at close.
     */
    public KafkaBrokerBuilder directory(Path value) {
        directory = requireNonNull(value, "value is null");
        return this;
    }

    /** TCP port on 127.0.0.1, 1 to 65535; default a free one. */
    public KafkaBrokerBuilder port(int value) {
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException("port " + value + " is not between 1 and 65535");
        }
        port = value;
        return this;
    }

    /** -Xmx of the child JVM in MiB, at least 64. Default 256. */
    public KafkaBrokerBuilder heapMegabytes(int value) {
        if (value < 64) {
            throw new IllegalArgumentException("a heap of " + value + " MiB is too small for a broker");
        }
        heapMegabytes = value;
        return this;
    }

    /**
     * True (default): only the fast compiler of the JVM, which halves the start-up time. False: for benchmarks, where
     * the broker runs long enough for the optimising compiler to pay.
     */
    public KafkaBrokerBuilder fastStart(boolean value) {
        fastStart = value;
        return this;
    }

    /** A further broker property; wins over the defaults. May be called often. */
    public KafkaBrokerBuilder property(String key, String value) {
        properties.put(requireNonNull(key, "key is null"), requireNonNull(value, "value is null"));
        return this;
    }

    /** A node of a cluster, whose controller port the caller has reserved. Default: the only node of its own. */
    KafkaBrokerBuilder membership(KafkaMembership value) {
        membership = requireNonNull(value, "value is null");
        return this;
    }

    /** The broker, not yet started. */
    public KafkaBroker build() {
        List<LocalPort> reservations = new ArrayList<>();
        int brokerPort = port;
        if (brokerPort == 0) {
            LocalPort reserved = LocalPort.reserve();
            reservations.add(reserved);
            brokerPort = reserved.number();
        }
        KafkaMembership member = membership;
        if (member == null) {
            LocalPort controller = LocalPort.reserve();
            reservations.add(controller);
            member = KafkaMembership.alone(controller.number());
        }
        List<String> jvmOptions = new ArrayList<>();
        jvmOptions.add("-Xmx" + heapMegabytes + "m");
        jvmOptions.add("-XX:+UseSerialGC");
        if (fastStart) {
            jvmOptions.add("-XX:TieredStopAtLevel=1");
        }
        // Read by logback, which is on this module's class path; the program on the outside keeps its own
        // configuration.
        jvmOptions.add("-Dlogback.configurationFile=io/binrelay/testsupport/servers/broker-logback.xml");
        KafkaBrokerSettings settings = new KafkaBrokerSettings(brokerPort, member, jvmOptions, properties);
        return new KafkaBroker(settings, KafkaBrokerFiles.open(directory), reservations);
    }

    /**
     * {@link #build()} and {@link KafkaBroker#start()}.
     *
     * @throws ServerException when it does not come up; nothing is left behind then
     */
    public KafkaBroker start() {
        KafkaBroker broker = build();
        try {
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
