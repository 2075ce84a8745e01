package io.binrelay.relay.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keys of an applier. */
public final class ApplierKeys {
    private static final List<ConfigKey<?>> ALL = new ArrayList<>();

    /** The replica's name. */
    public static final ConfigKey<String> REPLICA_NAME = add(ConfigKey.required(
            "replica.name",
            ValueType.name(),
            "Name of the replica within its channel; appliers that share it share the work."));

    /** The replica's host. */
    public static final ConfigKey<String> REPLICA_HOST =
            add(ConfigKey.required("replica.host", ValueType.text(), "Host name or address of the replica."));

    /** The replica's port. */
    public static final ConfigKey<Integer> REPLICA_PORT =
            add(ConfigKey.withDefault("replica.port", ValueType.port(), "3306", "TCP port of the replica."));

    /** The account on the replica. */
    public static final ConfigKey<String> REPLICA_USER = add(ConfigKey.required(
            "replica.user",
            ValueType.text(),
            "Account on the replica; it needs the privilege to run BINLOG statements."));

    /** Its password. */
    public static final ConfigKey<String> REPLICA_PASSWORD =
            add(ConfigKey.withDefault("replica.password", ValueType.anyText(), "", "Password of replica.user.")
                    .asSecret());

    /** TLS to the replica. */
    public static final ConfigKey<SslMode> REPLICA_SSL_MODE = add(ConfigKey.withDefault(
            "replica.ssl.mode",
            ValueType.choice(SslMode.class),
            "preferred",
            "TLS to the replica; preferred: where it offers it, but not over the loopback interface."));

    /** Where a replica without a checkpoint begins. */
    public static final ConfigKey<InitialPosition> REPLICA_INITIAL_POSITION = add(ConfigKey.withDefault(
            "replica.initial.position",
            ValueType.choice(InitialPosition.class),
            "start",
            "Where a replica without a checkpoint of the channel begins: with the log's first transaction, the replica"
                    + " being empty; or with the oldest record there is, the replica being a copy of the source as it was"
                    + " then. Not read afterwards: the checkpoint decides."));

    /** How changes of rows are applied. */
    public static final ConfigKey<ApplyMode> APPLY_MODE = add(ConfigKey.withDefault(
            "apply.mode",
            ValueType.choice(ApplyMode.class),
            "auto",
            "How changes of rows are applied; native: by the replica's own row applier, exact to the byte; logical: as"
                    + " INSERT, UPDATE and DELETE statements, which another family (MySQL, MariaDB) takes as well; auto:"
                    + " native for a replica of the source's family, logical for the other."));

    /** What happens to rows that do not fit. */
    public static final ConfigKey<ExecMode> APPLY_EXEC_MODE = add(ConfigKey.withDefault(
            "apply.exec.mode",
            ValueType.choice(ExecMode.class),
            "strict",
            "As replica_exec_mode; strict: a key that is there already (1062) and a row that is missing (1032) stop the"
                    + " replica; idempotent: the one is overwritten, the other passed over, in silence. For native apply;"
                    + " MariaDB needs slave_exec_mode=IDEMPOTENT as well."));

    /** Errors that leave out what fails instead of stopping. */
    public static final ConfigKey<IgnoredErrors> APPLY_SKIP_ERRORS = add(ConfigKey.withDefault(
            "apply.skip.errors",
            ValueType.errors(),
            "off",
            "As replica_skip_errors: a statement or a single row that the replica refuses with one of these errors is left"
                    + " out, counted and told; numbers, all, ddl_exist_errors, or several, separated by commas. The rows"
                    + " behind it are applied. Errors that pass (1205, 1213, a lost connection) are tried again, never"
                    + " skipped."));

    /** How far the replica is to stay behind. */
    public static final ConfigKey<Integer> APPLY_DELAY_SECONDS = add(ConfigKey.withDefault(
            "apply.delay.seconds",
            ValueType.integer(0, Integer.MAX_VALUE),
            "0",
            "Seconds that a transaction is applied after its commit on the source at the earliest, as SOURCE_DELAY."));

    /** Most source transactions per replica transaction. */
    public static final ConfigKey<Integer> APPLY_GROUP_TRANSACTIONS = add(ConfigKey.withDefault(
            "apply.group.transactions",
            ValueType.integer(1, 100_000),
            "500",
            "Most source transactions per replica transaction while there is a backlog."));

    /** Most bytes per replica transaction. */
    public static final ConfigKey<Long> APPLY_GROUP_BYTES = add(ConfigKey.withDefault(
            "apply.group.bytes",
            ValueType.bytes(4 << 10, 1 << 30),
            "4MiB",
            "Most bytes of events of several source transactions per replica transaction."));

    /** Most bytes read ahead. */
    public static final ConfigKey<Long> APPLY_BUFFER_BYTES = add(ConfigKey.withDefault(
            "apply.buffer.bytes",
            ValueType.bytes(64 << 10, 1 << 30),
            "32MiB",
            "Most bytes of records read ahead of the one being applied."));

    private ApplierKeys() {}

    /** All of them, filters too, without the common ones. */
    public static Collection<ConfigKey<?>> all() {
        List<ConfigKey<?>> all = new ArrayList<>(ALL);
        all.addAll(FilterKeys.ofApplier());
        return List.copyOf(all);
    }

    private static <T> ConfigKey<T> add(ConfigKey<T> key) {
        ALL.add(key);
        return key;
    }
}
