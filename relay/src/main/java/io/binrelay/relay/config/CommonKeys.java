package io.binrelay.relay.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/** Keys that every service reads. */
public final class CommonKeys {
    private static final List<ConfigKey<?>> ALL = new ArrayList<>();

    /** The channel: one source and its log. */
    public static final ConfigKey<String> CHANNEL = add(ConfigKey.required(
            "channel", ValueType.name(), "Name of the channel: one source and its relay log, topic CHANNEL.relay."));

    /** Where Kafka is. */
    public static final ConfigKey<String> KAFKA_BOOTSTRAP_SERVERS = add(ConfigKey.required(
            "kafka.bootstrap.servers", ValueType.text(), "Kafka brokers to connect to first, HOST:PORT,HOST:PORT."));

    /** Replication of topics that are created. */
    public static final ConfigKey<Integer> TOPIC_REPLICATION_FACTOR = add(ConfigKey.optional(
            "topic.replication.factor",
            ValueType.integer(1, Short.MAX_VALUE),
            "Replicas of topics that binrelay creates; the broker's default when not set."));

    /** Largest record batch of a topic that is created. */
    public static final ConfigKey<Long> TOPIC_MAX_MESSAGE_BYTES = add(ConfigKey.withDefault(
            "topic.max.message.bytes",
            ValueType.bytes(64 << 10, Integer.MAX_VALUE),
            "16MiB",
            "Setting max.message.bytes of the relay topic when binrelay creates it."));

    /** First wait after a failure. */
    public static final ConfigKey<Long> RETRY_INITIAL_MS = add(
            ConfigKey.withDefault(
                    "retry.initial.ms",
                    ValueType.wholeNumber(1, 3_600_000),
                    "200",
                    "Milliseconds to wait before the first new attempt after a lost connection; doubled with every further one."));

    /** Longest wait after a failure. */
    public static final ConfigKey<Long> RETRY_MAX_MS = add(ConfigKey.withDefault(
            "retry.max.ms",
            ValueType.wholeNumber(1, 3_600_000),
            "10000",
            "Most milliseconds to wait between two attempts after a lost connection."));

    /** A file that tells whether the service is ready. */
    public static final ConfigKey<String> SERVICE_READY_PATH = add(
            ConfigKey.optional(
                    "service.ready.path",
                    ValueType.text(),
                    "File that is there while the service does its work or stands by for it; for health checks: test -e FILE."));

    /** Whether to wait for an order before anything is done. */
    public static final ConfigKey<Boolean> SKIP_START = add(
            ConfigKey.withDefault(
                    "skip.start",
                    ValueType.flag(),
                    "false",
                    "Whether the process waits for 'binrelay start' before it does anything, as mysqld with skip-replica-start."));

    /** What happens after an error. */
    public static final ConfigKey<ErrorAction> SERVICE_ON_ERROR = add(ConfigKey.withDefault(
            "service.on.error",
            ValueType.choice(ErrorAction.class),
            "wait",
            "After an error that does not pass: wait for 'binrelay start', or exit with its exit code. What could never"
                    + " begin its work exits in any case."));

    /**
     * The port of the service's HTTP server; empty for none. By default any that is free: several services of one
     * machine do not collide, each has one, and {@code status} tells which.
     */
    public static final ConfigKey<OptionalInt> HTTP_PORT = add(ConfigKey.withDefault(
            "http.port",
            ValueType.portOrOff(),
            "0",
            "TCP port of the service's HTTP server: health, metrics, status; 0: any that is free, as status --json tells"
                    + " (details, http); off: no server."));

    /** Where the HTTP server can be reached. */
    public static final ConfigKey<String> HTTP_ADDRESS = add(ConfigKey.withDefault(
            "http.address",
            ValueType.text(),
            "127.0.0.1",
            "Address the HTTP server listens on; 0.0.0.0 for all. Whoever reaches it reads status and errors, in which"
                    + " there may be values of rows."));

    /** What allows changes, and reading the log, over HTTP. */
    public static final ConfigKey<String> HTTP_TOKEN = add(ConfigKey.optional(
                    "http.token",
                    ValueType.text(),
                    "What requests that change something, or read the log, must bring along (Authorization: Bearer TOKEN);"
                            + " while it is not set there are none.")
            .asSecret());

    /** When a service counts as hanging. */
    public static final ConfigKey<Long> HTTP_LIVE_SECONDS = add(ConfigKey.withDefault(
            "http.live.seconds",
            ValueType.wholeNumber(5, 7 * 86_400),
            "3600",
            "Seconds without a finished round of work after which /health/live says 503. A round lasts as long as the"
                    + " longest statement takes on the replica: an ALTER TABLE of hours is no reason to end an"
                    + " applier."));

    private CommonKeys() {}

    /** All of them. */
    public static Collection<ConfigKey<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> ConfigKey<T> add(ConfigKey<T> key) {
        ALL.add(key);
        return key;
    }
}
