package io.binrelay.cli;

import io.binrelay.cli.status.ReplicaReport;
import io.binrelay.cli.status.StatusReport;
import io.binrelay.cli.status.StatusText;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.StatusReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay status}: capture and every applier of a channel, side by side. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows capture and every applier of a channel side by side: running or not, the source position written to the"
                    + " log or applied to the replica, how far behind in transactions and time, the last error. It asks"
                    + " Kafka only, so it works while services or servers are down.",
            "With the name of a replica it shows what SHOW REPLICA STATUS\\G shows, column by column, and behind it the topic's"
                    + " offset, the transactions behind, and the lag in microseconds.",
            "A service that has not been heard of for 5 seconds, and has not said farewell, is shown as not running."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay status --kafka 127.0.0.1:9092 --channel shop",
            "  binrelay status replica1 --config applier.properties",
            "  binrelay status replica1 --legacy-names --config applier.properties    Slave_IO_Running and its like",
            "  binrelay status --config applier.properties --json | jq '.appliers[] | {replica, lag_transactions}'"
        })
final class StatusVerb implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of a replica.")
    private @Nullable String replica;

    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--legacy-names",
            description = "Of a replica: the columns' names before MySQL 8.0.22, as SHOW SLAVE STATUS has them.")
    private boolean legacyNames;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration configuration =
                Configuration.load(ChannelKeys.CHANNEL, configurationOptions.sources(channelOptions.settings()));
        String name = configuration.get(CommonKeys.CHANNEL);
        PrintWriter out = spec.commandLine().getOut();
        try (StatusReader reader = new StatusReader(KafkaSettings.of(configuration), name)) {
            ChannelStatus channel = reader.readChannel();
            if (replica != null) {
                ReplicaReport report = new ReplicaReport(name, channel, replica, legacyNames);
                List<String> lines = json ? List.of(report.json()) : report.lines();
                lines.forEach(out::println);
            } else if (json) {
                out.println(new StatusReport(name, channel).json());
            } else {
                new StatusText(channel, System.currentTimeMillis()).lines().forEach(out::println);
            }
            out.flush();
            return 0;
        }
    }
}
