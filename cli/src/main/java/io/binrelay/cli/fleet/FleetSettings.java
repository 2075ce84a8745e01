package io.binrelay.cli.fleet;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet consists of.
 *
 * @param engine of all its servers
 * @param directory holds everything the fleet writes; must exist
 * @param channel name of the channel
 * @param replicas names of the replicas it begins with
 * @param gtidMode MySQL: whether the source gives GTIDs; MariaDB always does
 * @param durable whether the servers flush at every commit ({@code innodb_flush_log_at_trx_commit=1, sync_binlog=1})
 * @param serviceKeys further keys of capture and appliers
 * @param sourceOptions further options of the source, such as {@code --binlog-row-metadata=FULL}
 * @param bootstrapServers of a Kafka that runs already and is not the fleet's; null for a broker of its own
 */
public record FleetSettings(
        Engine engine,
        Path directory,
        String channel,
        List<String> replicas,
        boolean gtidMode,
        boolean durable,
        Map<String, String> serviceKeys,
        List<String> sourceOptions,
        @Nullable String bootstrapServers) {
    public FleetSettings {
        requireNonNull(engine, "engine is null");
        requireNonNull(directory, "directory is null");
        requireNonNull(channel, "channel is null");
        replicas = List.copyOf(replicas);
        serviceKeys = Map.copyOf(serviceKeys);
        sourceOptions = List.copyOf(sourceOptions);
    }

    /** A fleet with a broker of its own and a source with the usual options. */
    public FleetSettings(
            Engine engine,
            Path directory,
            String channel,
            List<String> replicas,
            boolean gtidMode,
            boolean durable,
            Map<String, String> serviceKeys) {
        this(engine, directory, channel, replicas, gtidMode, durable, serviceKeys, List.of(), null);
    }
}
