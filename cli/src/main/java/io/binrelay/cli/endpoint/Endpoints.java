package io.binrelay.cli.endpoint;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.replica.ReplicaAddress;
import io.binrelay.capture.source.ConnectionOptions;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.capture.source.TlsMode;
import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.ConfigKey;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.InitialPosition;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.OrderLog;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one configuration names, any of it possibly missing: for verbs that do with what they are given. Immutable. */
public final class Endpoints {
    /** Not registered with the source: it is only asked. */
    private static final int ANY_SERVER_ID = 1;

    private static final List<ConfigKey<?>> SOURCE =
            List.of(CaptureKeys.SOURCE_HOST, CaptureKeys.SOURCE_USER, CaptureKeys.SOURCE_PASSWORD);
    private static final List<ConfigKey<?>> KAFKA = List.of(CommonKeys.KAFKA_BOOTSTRAP_SERVERS, CommonKeys.CHANNEL);
    private static final List<ConfigKey<?>> REPLICA =
            List.of(ApplierKeys.REPLICA_HOST, ApplierKeys.REPLICA_USER, ApplierKeys.REPLICA_PASSWORD);

    private static final KeyCatalogue CATALOGUE = KeyCatalogue.of(
                    "this verb",
                    Stream.of(
                                    CommonKeys.CHANNEL,
                                    CommonKeys.KAFKA_BOOTSTRAP_SERVERS,
                                    CommonKeys.TOPIC_MAX_MESSAGE_BYTES,
                                    CaptureKeys.SOURCE_HOST,
                                    CaptureKeys.SOURCE_PORT,
                                    CaptureKeys.SOURCE_USER,
                                    CaptureKeys.SOURCE_PASSWORD,
                                    CaptureKeys.SOURCE_SSL_MODE,
                                    CaptureKeys.SOURCE_SEMI_SYNC,
                                    CaptureKeys.SOURCE_SERVER_ID,
                                    ApplierKeys.REPLICA_NAME,
                                    ApplierKeys.REPLICA_HOST,
                                    ApplierKeys.REPLICA_PORT,
                                    ApplierKeys.REPLICA_USER,
                                    ApplierKeys.REPLICA_PASSWORD,
                                    ApplierKeys.REPLICA_SSL_MODE,
                                    ApplierKeys.REPLICA_INITIAL_POSITION,
                                    ApplierKeys.APPLY_MODE)
                            .map(ConfigKey::asOptional)
                            .collect(Collectors.<ConfigKey<?>>toList()))
            .beside(Catalogues.CAPTURE.keys())
            .beside(Catalogues.APPLIER.keys());

    private final String origin;
    private final ConfigSources sources;
    private final Configuration configuration;

    private Endpoints(String origin, ConfigSources sources) {
        this.origin = requireNonNull(origin, "origin is null");
        this.sources = requireNonNull(sources, "sources is null");
        this.configuration = Configuration.load(CATALOGUE, sources);
    }

    /**
     * Reads a configuration.
     *
     * @param origin what it is, for messages: {@code capture.properties}
     * @throws io.binrelay.relay.service.BinrelayException (CONFIGURATION) a key is unknown or has a value that is not
     *     allowed; that one is missing is no error
     */
    public static Endpoints load(String origin, ConfigSources sources) {
        return new Endpoints(origin, sources);
    }

    /**
     * As the services it is for see it, with what operators have changed since; itself where nothing was changed, or
     * Kafka and channel are not named.
     *
     * @throws io.binrelay.relay.service.BinrelayException (KAFKA) unreachable
     */
    public Endpoints asOrdered() {
        Optional<KafkaSettings> kafka = kafka();
        if (kafka.isEmpty() || channel().isEmpty()) {
            return this;
        }
        Map<String, String> changes = new TreeMap<>();
        try (OrderLog orders = new OrderLog(kafka.get(), channel().get(), null)) {
            if (source().isPresent()) {
                changes.putAll(orders.of(ServiceId.CAPTURE_KEY).settings());
            }
            replicaName()
                    .ifPresent(name ->
                            changes.putAll(orders.of(ServiceId.applierKey(name)).settings()));
        }
        return changes.isEmpty() ? this : new Endpoints(origin, sources.withOrdered(changes));
    }

    /** The keys that operators have changed; empty unless {@link #asOrdered}. */
    public Set<String> changedByOrder() {
        return new TreeSet<>(sources.ordered().keySet());
    }

    /** What it was read from. */
    public String origin() {
        return origin;
    }

    /** The channel's name. */
    public Optional<String> channel() {
        return find(CommonKeys.CHANNEL);
    }

    /** Where Kafka is; empty unless the bootstrap servers are named. */
    public Optional<KafkaSettings> kafka() {
        return find(CommonKeys.KAFKA_BOOTSTRAP_SERVERS).map(servers -> KafkaSettings.of(configuration));
    }

    /** The largest record batch that capture wants the topic to take. */
    public long maxMessageBytes() {
        return find(CommonKeys.TOPIC_MAX_MESSAGE_BYTES).orElseThrow();
    }

    /** The source; empty unless host and user are named. */
    public Optional<SourceSettings> source() {
        Optional<String> user = find(CaptureKeys.SOURCE_USER);
        return find(CaptureKeys.SOURCE_HOST)
                .filter(host -> user.isPresent())
                .map(host -> new SourceSettings(
                        host,
                        find(CaptureKeys.SOURCE_PORT).orElseThrow(),
                        user.orElseThrow(),
                        find(CaptureKeys.SOURCE_PASSWORD).orElse(""),
                        find(CaptureKeys.SOURCE_SERVER_ID).orElse((long) ANY_SERVER_ID),
                        ConnectionOptions.defaults()
                                .withTls(TlsMode.valueOf(find(CaptureKeys.SOURCE_SSL_MODE)
                                        .orElseThrow()
                                        .towards(host)
                                        .name()))
                                .withSemiSynchronous(
                                        find(CaptureKeys.SOURCE_SEMI_SYNC).orElse(false))));
    }

    /** Whether it names the server id that capture reads with. */
    public boolean namesCapturesServerId() {
        return find(CaptureKeys.SOURCE_SERVER_ID).isPresent();
    }

    /** The replica; empty unless host and user are named. */
    public Optional<ReplicaAddress> replica() {
        Optional<String> user = find(ApplierKeys.REPLICA_USER);
        return find(ApplierKeys.REPLICA_HOST)
                .filter(host -> user.isPresent())
                .map(host -> new ReplicaAddress(
                        host,
                        find(ApplierKeys.REPLICA_PORT).orElseThrow(),
                        user.orElseThrow(),
                        find(ApplierKeys.REPLICA_PASSWORD).orElse(""),
                        find(ApplierKeys.REPLICA_SSL_MODE).orElseThrow()));
    }

    /** The replica's name. */
    public Optional<String> replicaName() {
        return find(ApplierKeys.REPLICA_NAME);
    }

    /** How rows are applied to it. */
    public ApplyMode applyMode() {
        return find(ApplierKeys.APPLY_MODE).orElseThrow();
    }

    /** Where it begins while it has no checkpoint. */
    public InitialPosition initialPosition() {
        return find(ApplierKeys.REPLICA_INITIAL_POSITION).orElseThrow();
    }

    /** What to give so that a source can be asked. */
    public static String wantedOfSource() {
        return wanted(SOURCE);
    }

    /** What to give so that Kafka can be asked. */
    public static String wantedOfKafka() {
        return wanted(KAFKA);
    }

    /** What to give so that a replica can be asked. */
    public static String wantedOfReplica() {
        return wanted(REPLICA);
    }

    private static String wanted(List<ConfigKey<?>> keys) {
        return keys.stream().map(ConfigKey::name).collect(Collectors.joining(", "));
    }

    private <T> Optional<T> find(ConfigKey<T> key) {
        return configuration.find(key.asOptional());
    }
}
