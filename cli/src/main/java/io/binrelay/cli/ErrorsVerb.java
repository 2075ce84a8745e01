package io.binrelay.cli;

import io.binrelay.cli.status.ErrorReport;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.events.ErrorHistory;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.log.KafkaSettings;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay errors}: what went wrong with a service lately. */
@Command(
        name = "errors",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows the last errors of a service, oldest first: when, the source position, GTID, transaction and topic"
                    + " offset it had reached, and the whole message, which names the statement or row and what to do.",
            "An error that was met at one attempt after the other is shown once, with how often. The history is on Kafka"
                    + " (topic CHANNEL.events, 30 days), so it survives the service."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay errors replica1 --kafka 127.0.0.1:9092 --channel shop",
            "  binrelay errors capture --last 1 --json --config capture.properties | jq -r '.errors[].message'"
        })
final class ErrorsVerb implements Callable<Integer> {
    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Parameters(paramLabel = "NAME", description = "A replica's name, or capture.")
    private String name;

    @Option(names = "--last", paramLabel = "N", defaultValue = "10", description = "How many (${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (last < 1) {
            throw new ParameterException(spec.commandLine(), "--last " + last + ": at least 1 is needed");
        }
        Configuration configuration =
                Configuration.load(ChannelKeys.CHANNEL, configurationOptions.sources(channelOptions.settings()));
        String channel = configuration.get(CommonKeys.CHANNEL);
        ErrorHistory history = new ErrorHistory(name.equals("capture") ? name : "applier/" + name, last);
        new EventReader(KafkaSettings.of(configuration), channel).read(history);
        ErrorReport report = new ErrorReport(channel, history);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.lines(ZoneId.systemDefault()).forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
