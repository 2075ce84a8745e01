package io.binrelay.cli;

import io.binrelay.applier.ApplierWiring;
import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.status.ServiceStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code binrelay applier}: replays the relay log onto a replica. */
@Command(
        name = "applier",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads the Kafka topic CHANNEL.relay and applies it to one replica, in the foreground, until SIGTERM or Ctrl-C.",
            "Its position stands in the replica, in schema binrelay, and is committed with the rows it describes. More than"
                    + " one applier per replica may run: one applies, the others wait to take over."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample, a file applier.properties:%n")
final class ApplierVerb implements Callable<Integer> {
    /** What stands behind the exit codes in the help. */
    static final List<String> EXAMPLE = List.of(
            "  channel=shop",
            "  kafka.bootstrap.servers=127.0.0.1:9092",
            "  replica.name=replica1",
            "  replica.host=db2.example",
            "  replica.user=binrelay",
            "  replica.password.file=/run/secrets/replica",
            "and",
            "  binrelay applier --config applier.properties",
            "",
            "The replica needs an account that may apply everything the source may do; simplest:",
            "  CREATE USER binrelay IDENTIFIED BY '...';",
            "  GRANT ALL ON *.* TO binrelay WITH GRANT OPTION;");

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() {
        ConfigSources sources = options.sources(List.of());
        String replica = Configuration.load(Catalogues.APPLIER, sources).get(ApplierKeys.REPLICA_NAME);
        return new ServiceStart("applier of " + replica, Catalogues.APPLIER, sources).run(new ApplierParts());
    }

    private static final class ApplierParts implements ServiceStart.Wiring {
        @Override
        public ServiceStatus starting(Configuration configuration, String version, long nowMillis) {
            return ApplierWiring.starting(configuration, version, nowMillis);
        }

        @Override
        public Work work(Configuration configuration, ServiceStart.Surroundings given) {
            return ApplierWiring.service(
                    configuration, given.stop(), given.sink(), given.version(), given.stages(), given.operation());
        }

        @Override
        public void forget(Configuration configuration, long reset) {
            ApplierWiring.forget(configuration, reset);
        }
    }
}
