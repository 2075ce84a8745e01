package io.binrelay.cli;

import io.binrelay.capture.CaptureWiring;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.status.ServiceStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code binrelay capture}: reads a source's binary log, writes the relay log. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads the binary log of a source and writes every transaction to the Kafka topic CHANNEL.relay, in the"
                    + " foreground, until SIGTERM or Ctrl-C.",
            "It continues where the topic ends; capture.start counts only while the topic is empty. Of two captures of one"
                    + " channel the one started last writes, the other ends."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample, a file capture.properties:%n")
final class CaptureVerb implements Callable<Integer> {
    /** What stands behind the exit codes in the help. */
    static final List<String> EXAMPLE = List.of(
            "  channel=shop",
            "  kafka.bootstrap.servers=127.0.0.1:9092",
            "  source.host=db1.example",
            "  source.user=binrelay",
            "  source.password.file=/run/secrets/source",
            "  source.server.id=900001",
            "and",
            "  binrelay capture --config capture.properties",
            "",
            "The source needs log_bin, binlog_format=ROW, binlog_row_image=FULL, and an account:",
            "  CREATE USER binrelay IDENTIFIED BY '...';",
            "  GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO binrelay;");

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() {
        return new ServiceStart("capture", Catalogues.CAPTURE, options.sources(List.of())).run(new CaptureParts());
    }

    /** The log itself says where capture goes on: there is nothing to forget. */
    private static final class CaptureParts implements ServiceStart.Wiring {
        @Override
        public ServiceStatus starting(Configuration configuration, String version, long nowMillis) {
            return CaptureWiring.starting(configuration, version, nowMillis);
        }

        @Override
        public Work work(Configuration configuration, ServiceStart.Surroundings given) {
            return CaptureWiring.service(
                    configuration, given.stop(), given.sink(), given.version(), given.stages(), given.register());
        }
    }
}
