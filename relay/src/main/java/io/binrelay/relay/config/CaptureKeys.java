package io.binrelay.relay.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Keys of capture. */
public final class CaptureKeys {
    private static final List<ConfigKey<?>> ALL = new ArrayList<>();

    /** Positions as the sources write them: MySQL GTIDs (with tags), MariaDB GTIDs, file and offset. */
    private static final Pattern START = Pattern.compile("earliest|latest|[^\\s:]+\\.[0-9]+:[0-9]+"
            + "|[0-9a-fA-F-]{36}(:[^\\s,:]+)+(, *[0-9a-fA-F-]{36}(:[^\\s,:]+)+)*"
            + "|[0-9]+-[0-9]+-[0-9]+(, *[0-9]+-[0-9]+-[0-9]+)*");

    /** The source's family. */
    public static final ConfigKey<SourceFamily> SOURCE_FAMILY = add(ConfigKey.withDefault(
            "source.family", ValueType.choice(SourceFamily.class), "auto", "Family of the source; auto asks it."));

    /** The source's host. */
    public static final ConfigKey<String> SOURCE_HOST =
            add(ConfigKey.required("source.host", ValueType.text(), "Host name or address of the source."));

    /** The source's port. */
    public static final ConfigKey<Integer> SOURCE_PORT =
            add(ConfigKey.withDefault("source.port", ValueType.port(), "3306", "TCP port of the source."));

    /** The account on the source. */
    public static final ConfigKey<String> SOURCE_USER = add(ConfigKey.required(
            "source.user",
            ValueType.text(),
            "Account on the source; it needs REPLICATION SLAVE and REPLICATION CLIENT."));

    /** Its password. */
    public static final ConfigKey<String> SOURCE_PASSWORD =
            add(ConfigKey.withDefault("source.password", ValueType.anyText(), "", "Password of source.user.")
                    .asSecret());

    /** The server id capture shows to the source. */
    public static final ConfigKey<Long> SOURCE_SERVER_ID = add(ConfigKey.required(
            "source.server.id",
            ValueType.wholeNumber(1, 0xFFFF_FFFFL),
            "Server id that capture registers with at the source; unique among the source's replicas."));

    /** TLS to the source. */
    public static final ConfigKey<SslMode> SOURCE_SSL_MODE = add(ConfigKey.withDefault(
            "source.ssl.mode",
            ValueType.choice(SslMode.class),
            "preferred",
            "TLS to the source; preferred: where it offers it, but not over the loopback interface."));

    /** How often an idle source is asked to speak. */
    public static final ConfigKey<Integer> SOURCE_HEARTBEAT_SECONDS = add(ConfigKey.withDefault(
            "source.heartbeat.seconds",
            ValueType.integer(1, 3_600),
            "1",
            "Seconds after which an idle source sends a heartbeat over the replication connection."));

    /** Where a heartbeat is written on the source. */
    public static final ConfigKey<String> SOURCE_HEARTBEAT_TABLE = add(ConfigKey.optional(
            "source.heartbeat.table",
            ValueType.matching("DATABASE.TABLE", Pattern.compile("[^.`\\s]+\\.[^.`\\s]+")),
            "Table on the source, as pt-heartbeat's, into which capture writes the time once a second, so that"
                    + " 'pt-heartbeat --check --utc' works on every replica. It must exist; the account needs SELECT, INSERT"
                    + " and UPDATE on it."));

    /** Whether the source's commits wait for the log. */
    public static final ConfigKey<Boolean> SOURCE_SEMI_SYNC = add(ConfigKey.withDefault(
            "source.semi.sync",
            ValueType.flag(),
            "false",
            "Whether capture registers as a semi-synchronous replica: COMMIT on the source then returns once Kafka has"
                    + " the transaction."));

    /** Where an empty log begins. */
    public static final ConfigKey<String> CAPTURE_START = add(ConfigKey.withDefault(
            "capture.start",
            ValueType.matching("earliest, latest, FILE:POS (binlog.000042:4) or a GTID set", START),
            "earliest",
            "Where capture begins while the relay log is empty: with the oldest binary log the source has, at its end,"
                    + " at a position, or after a GTID set. Not read afterwards: the log's tail decides."));

    /** Size of a fragment of a large transaction. */
    public static final ConfigKey<Long> CAPTURE_FRAGMENT_BYTES = add(ConfigKey.withDefault(
            "capture.fragment.bytes",
            ValueType.bytes(4 << 10, 512 << 20),
            "1MiB",
            "Size above which a transaction is continued in a further record of the log."));

    /** Most bytes per Kafka transaction. */
    public static final ConfigKey<Long> CAPTURE_BATCH_BYTES = add(ConfigKey.withDefault(
            "capture.batch.bytes",
            ValueType.bytes(4 << 10, 1 << 30),
            "8MiB",
            "Most bytes of records per Kafka transaction; reached only while there is a backlog."));

    /** Most bytes between reading and writing. */
    public static final ConfigKey<Long> CAPTURE_QUEUE_BYTES = add(ConfigKey.withDefault(
            "capture.queue.bytes",
            ValueType.bytes(64 << 10, 1 << 30),
            "16MiB",
            "Most bytes held between reading from the source and writing to Kafka."));

    /** How often an idle capture writes a heartbeat record. */
    public static final ConfigKey<Integer> CAPTURE_HEARTBEAT_SECONDS = add(ConfigKey.withDefault(
            "capture.heartbeat.seconds",
            ValueType.integer(1, 3_600),
            "5",
            "Seconds without a transaction after which capture writes a heartbeat to the relay log."));

    /** A lost log that a new one may replace. */
    public static final ConfigKey<String> CAPTURE_REPLACES_LOG = add(ConfigKey.withDefault(
            "capture.replaces.log",
            ValueType.anyText(),
            "",
            "Id of a relay log, its topic, that is lost and that a new one may replace; capture names it when it misses"
                    + " it. Names one log: it does nothing when another one is lost."));

    private CaptureKeys() {}

    /** All of them, filters too, without the common ones. */
    public static Collection<ConfigKey<?>> all() {
        List<ConfigKey<?>> all = new ArrayList<>(ALL);
        all.addAll(FilterKeys.ofCapture());
        return List.copyOf(all);
    }

    private static <T> ConfigKey<T> add(ConfigKey<T> key) {
        ALL.add(key);
        return key;
    }
}
