package io.binrelay.cli.fleet;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.DatabaseServerBuilder;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Broker, source, replicas and services of one channel. Closing stops everything it started, in whatever state it is,
 * from any thread. Thread-safe.
 */
public final class Fleet implements AutoCloseable {
    /** Server id capture registers with; the servers have their port numbers. */
    private static final int CAPTURE_SERVER_ID = 900_001;

    private static final String CAPTURE_USER = "binrelay_capture";
    private static final String APPLIER_USER = "binrelay_applier";
    private static final String PASSWORD = "binrelay";

    private final FleetSettings settings;
    private final Consumer<String> notices;
    private final ClosingStack started = new ClosingStack();
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();

    /** Null when Kafka is not the fleet's own. */
    private final @Nullable KafkaBroker broker;

    private final DatabaseServer source;
    private final ServiceProcess capture;

    private Fleet(FleetSettings settings, Consumer<String> notices) {
        this.settings = settings;
        this.notices = notices;
        try {
            Files.createDirectories(settings.directory().resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not make " + settings.directory().resolve("logs"), e);
        }
        this.broker = settings.bootstrapServers() != null
                ? null
                : started.push(KafkaBroker.builder()
                        .directory(settings.directory().resolve("kafka"))
                        .build());
        this.source = started.push(server("source", settings.sourceOptions()));
        this.capture = new ServiceProcess(
                "capture",
                "capture",
                ConfigurationFile.write(settings.directory().resolve("capture.properties"), captureKeys()),
                logFile("capture"));
    }

    /**
     * Prepares a fleet: nothing runs yet.
     *
     * @param notices told, a sentence at a time, of what takes long or touches the machine, such as a missing library
     *     that is fetched
     */
    public static Fleet prepare(FleetSettings settings, Consumer<String> notices) {
        return new Fleet(requireNonNull(settings, "settings is null"), requireNonNull(notices, "notices is null"));
    }

    /**
     * Starts the broker, if it is its own, the source with the account for capture, and the replicas, all at the same
     * time.
     */
    public void startServers() throws SQLException {
        List<Replica> prepared =
                settings.replicas().stream().map(this::prepareReplica).toList();
        List<Runnable> starts = new ArrayList<>();
        if (broker != null) {
            starts.add(broker::start);
        }
        starts.add(source::start);
        prepared.forEach(replica -> starts.add(replica.server()::start));
        InParallel.run(starts);
        source.createSourceAccount(CAPTURE_USER, PASSWORD);
        for (Replica replica : prepared) {
            replica.server().createReplicaAccount(APPLIER_USER, PASSWORD);
        }
        replicas.addAll(prepared);
    }

    /** Starts capture and an applier for every replica. */
    public void startServices() {
        started.push(capture).start();
        replicas.forEach(replica -> replica.applier().start());
    }

    /** Adds an empty replica and starts it, but not its applier. */
    public Replica addReplica(String name) throws SQLException {
        Replica replica = prepareReplica(name);
        replica.server().start();
        replica.server().createReplicaAccount(APPLIER_USER, PASSWORD);
        replicas.add(replica);
        return replica;
    }

    /**
     * The broker.
     *
     * @throws IllegalStateException when Kafka is not the fleet's own
     */
    public KafkaBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("Kafka at " + settings.bootstrapServers() + " is not the fleet's own");
        }
        return broker;
    }

    /** Addresses of Kafka, whoever's it is. */
    public String bootstrapServers() {
        String others = settings.bootstrapServers();
        return others != null ? others : broker().bootstrapServers();
    }

    /** The source. */
    public DatabaseServer source() {
        return source;
    }

    /** Capture. */
    public ServiceProcess capture() {
        return capture;
    }

    /** The replicas there are by now, in the order they were added. */
    public List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /** What it consists of. */
    public FleetSettings settings() {
        return settings;
    }

    /** Stops everything, newest first. Idempotent. */
    @Override
    public void close() {
        started.close();
    }

    private Replica prepareReplica(String name) {
        DatabaseServer server = started.push(server(name, List.of()));
        Path keys = ConfigurationFile.write(
                settings.directory().resolve("applier-" + name + ".properties"), applierKeys(server));
        ServiceProcess applier =
                started.push(new ServiceProcess("applier of " + name, "applier", keys, logFile("applier-" + name)));
        return new Replica(server, applier);
    }

    private DatabaseServer server(String name, List<String> options) {
        DatabaseServerBuilder builder = DatabaseServer.builder(settings.engine())
                .name(name)
                .directory(settings.directory().resolve(name))
                .gtidMode(settings.gtidMode())
                .durable(settings.durable())
                .notices(notices);
        options.forEach(builder::option);
        return builder.build();
    }

    private Path logFile(String name) {
        return settings.directory().resolve("logs").resolve(name + ".log");
    }

    private Map<String, String> captureKeys() {
        Map<String, String> keys = commonKeys();
        keys.put("source.host", source.host());
        keys.put("source.port", Integer.toString(source.port()));
        keys.put("source.user", CAPTURE_USER);
        keys.put("source.password", PASSWORD);
        keys.put("source.server.id", Integer.toString(CAPTURE_SERVER_ID));
        return keys;
    }

    private Map<String, String> applierKeys(DatabaseServer replica) {
        Map<String, String> keys = commonKeys();
        keys.put("replica.name", replica.name());
        keys.put("replica.host", replica.host());
        keys.put("replica.port", Integer.toString(replica.port()));
        keys.put("replica.user", APPLIER_USER);
        keys.put("replica.password", PASSWORD);
        return keys;
    }

    private Map<String, String> commonKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("channel", settings.channel());
        keys.put("kafka.bootstrap.servers", bootstrapServers());
        keys.putAll(settings.serviceKeys());
        return keys;
    }
}
