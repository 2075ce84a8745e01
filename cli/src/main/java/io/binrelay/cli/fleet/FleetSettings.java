package io.binrelay.cli.fleet;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
 */
public record FleetSettings(
        Engine engine,
        Path directory,
        String channel,
        List<String> replicas,
        boolean gtidMode,
        boolean durable,
        Map<String, String> serviceKeys) {
    public FleetSettings {
        requireNonNull(engine, "engine is null");
        requireNonNull(directory, "directory is null");
        requireNonNull(channel, "channel is null");
        replicas = List.copyOf(replicas);
        serviceKeys = Map.copyOf(serviceKeys);
    }
}
