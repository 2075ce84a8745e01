package io.binrelay.applier;

import io.binrelay.applier.core.GroupLimits;
import io.binrelay.applier.replica.CheckpointEraser;
import io.binrelay.applier.replica.JdbcReplica;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaAddress;
import io.binrelay.applier.replica.ReplicaIdentity;
import io.binrelay.applier.replica.RowsPolicy;
import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.ConfigKey;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.FilterKeys;
import io.binrelay.relay.config.InitialPosition;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.ClientMeter;
import io.binrelay.relay.log.KafkaRelayReader;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an applier is made of:
 *
 * <pre>
 * ApplierService -- ApplyLoop -- RelayReader        (KafkaRelayReader)
 *                |            '- TransactionApplier -- RecordFilter, GroupPlanner, StatementStep
 *                |                                  '- Replica (JdbcReplica -- ReplicaSession, CheckpointTable, ChannelLock)
 *                '- ApplierReport -- StatusSink
 * </pre>
 */
public final class ApplierWiring {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration HEARTBEAT_PAUSE = Duration.ofSeconds(5);

    /** How long the connection of a dead applier may keep the lock after Kafka has given the log to this one. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private ApplierWiring() {}

    /**
     * An applier as configured, connected to nothing yet, that nobody operates.
     *
     * @param stop ends its pauses
     * @param sink takes its status
     * @param version of binrelay, for the status
     * @param stages told about each stage; tests end the process there
     * @throws io.binrelay.relay.service.BinrelayException (CONFIGURATION) settings that contradict each other
     */
    public static Work service(
            Configuration configuration, StopSignal stop, StatusSink sink, String version, Stages stages) {
        return service(configuration, stop, sink, version, stages, Operation.NONE);
    }

    /**
     * The same, for operators.
     *
     * @param operation what they have decided
     */
    public static Work service(
            Configuration configuration,
            StopSignal stop,
            StatusSink sink,
            String version,
            Stages stages,
            Operation operation) {
        InstantSource clock = InstantSource.system();
        ClientMeter meter = new ClientMeter();
        Replica replica = new JdbcReplica(
                address(configuration),
                configuration.get(CommonKeys.CHANNEL),
                LOCK_PATIENCE,
                new RowsPolicy(
                        configuration.get(ApplierKeys.APPLY_MODE), configuration.get(ApplierKeys.APPLY_EXEC_MODE)),
                operation.lastReset());
        Backoff backoff = new Backoff(
                Duration.ofMillis(configuration.get(CommonKeys.RETRY_INITIAL_MS)),
                Duration.ofMillis(configuration.get(CommonKeys.RETRY_MAX_MS)),
                System.nanoTime());
        Guidance guidance = new Guidance(
                new OrderedSteering(operation.orders(), configuration.get(ApplierKeys.APPLY_DELAY_SECONDS)),
                operation.own());
        ApplyLoop loop = new ApplyLoop(
                readers(configuration, meter), replica, settings(configuration), backoff, stages, clock, guidance);
        ServiceStatus starting = starting(configuration, version, clock.millis());
        ReplicaAddress address = address(configuration);
        NameCheck name = new NameCheck(
                new AnnouncedOwner(
                        KafkaSettings.of(configuration),
                        configuration.get(CommonKeys.CHANNEL),
                        configuration.get(ApplierKeys.REPLICA_NAME)),
                () -> ReplicaIdentity.ask(address));
        return new MeasuredService(
                new ApplierService(
                        loop, new ApplierReport(starting, sink, replica::identity, clock), name, stop, clock),
                meter);
    }

    /**
     * Makes a replica forget its position, unless it began behind this reset.
     *
     * @param reset stamp of the reset
     * @throws io.binrelay.relay.service.BinrelayException the replica cannot be reached, or refuses
     */
    public static void forget(Configuration configuration, long reset) {
        new CheckpointEraser(address(configuration), configuration.get(CommonKeys.CHANNEL), LOCK_PATIENCE).erase(reset);
    }

    /** What an applier says before it has begun. */
    public static ServiceStatus starting(Configuration configuration, String version, long nowMillis) {
        ServiceStatus status = ServiceStatus.starting(
                ServiceId.ofApplier(
                        configuration.get(CommonKeys.CHANNEL), configuration.get(ApplierKeys.REPLICA_NAME), version),
                address(configuration).hostAndPort(),
                nowMillis);
        for (ConfigKey<List<String>> filter : FilterKeys.ofApplier()) {
            List<String> rules = configuration.find(filter).orElse(List.of());
            if (!rules.isEmpty()) {
                status = status.withDetail(filter.name(), String.join(",", rules));
            }
        }
        return status;
    }

    private static ReplicaAddress address(Configuration configuration) {
        return new ReplicaAddress(
                configuration.get(ApplierKeys.REPLICA_HOST),
                configuration.get(ApplierKeys.REPLICA_PORT),
                configuration.get(ApplierKeys.REPLICA_USER),
                configuration.get(ApplierKeys.REPLICA_PASSWORD),
                configuration.get(ApplierKeys.REPLICA_SSL_MODE));
    }

    private static Supplier<RelayReader> readers(Configuration configuration, ClientMeter meter) {
        KafkaSettings kafka = KafkaSettings.of(configuration);
        String channel = configuration.get(CommonKeys.CHANNEL);
        String replica = configuration.get(ApplierKeys.REPLICA_NAME);
        long bufferBytes = configuration.get(ApplierKeys.APPLY_BUFFER_BYTES);
        return () -> new KafkaRelayReader(kafka, channel, replica, bufferBytes, new AvroRecordDecoder(), meter);
    }

    private static ApplySettings settings(Configuration configuration) {
        return new ApplySettings(
                new GroupLimits(
                        configuration.get(ApplierKeys.APPLY_GROUP_TRANSACTIONS),
                        configuration.get(ApplierKeys.APPLY_GROUP_BYTES)),
                POLL,
                HEARTBEAT_PAUSE,
                configuration.get(ApplierKeys.REPLICA_INITIAL_POSITION) == InitialPosition.EARLIEST,
                FilterRules.ofApplier(configuration),
                configuration.get(ApplierKeys.APPLY_SKIP_ERRORS));
    }

    /** A service, and what measures the reader that it has at the moment. */
    private record MeasuredService(ApplierService service, ClientMeter meter) implements Work {
        @Override
        public boolean hasWorked() {
            return service.hasWorked();
        }

        @Override
        public void runOnce() {
            service.runOnce();
        }

        @Override
        public void hurry() {
            service.hurry();
        }

        @Override
        public Map<String, Double> measurements() {
            return meter.measurements();
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
