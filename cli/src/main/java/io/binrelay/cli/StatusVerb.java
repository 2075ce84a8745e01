package io.binrelay.cli;

import io.binrelay.cli.status.StatusReport;
import io.binrelay.cli.status.StatusText;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.StatusReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "A service that has not been heard of for 5 seconds, and has not said farewell, is shown as not running."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay status --kafka 127.0.0.1:9092 --channel shop",
            "  binrelay status --config applier.properties --json | jq '.appliers[] | {replica, lag_transactions}'"
        })
final class StatusVerb implements Callable<Integer> {
    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

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
            if (json) {
                out.println(new StatusReport(name, channel).json());
            } else {
                new StatusText(channel, System.currentTimeMillis()).lines().forEach(out::println);
            }
            out.flush();
            return 0;
        }
    }
}
