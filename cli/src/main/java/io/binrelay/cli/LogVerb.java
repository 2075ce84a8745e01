package io.binrelay.cli;

import io.binrelay.cli.transcript.Place;
import io.binrelay.cli.transcript.Transcript;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code binrelay log}: the relay log as JSON. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the relay log: one JSON object per transaction, a line each, with column values by name. Transactions"
                    + " that capture began and could not finish (it began them again) are not shown, nor are heartbeats.",
            "A place in the log is " + Place.ALLOWED + "."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay log --kafka 127.0.0.1:9092 --channel shop --from latest --follow",
            "  binrelay log --config capture.properties --from 2026-03-04T05:00:00Z --to 2026-03-04T06:00:00Z",
            "  binrelay log --config capture.properties --from binlog.000003:154 | head -n 1 | jq .",
            "  binrelay log --config capture.properties | jq -c 'select(.events[].update == \"shop.orders\")'"
        })
final class LogVerb implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "PLACE",
            defaultValue = "earliest",
            description = "Where to begin: the first transaction that begins there or behind it. Default: earliest.")
    private String from = "earliest";

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description =
                    "Where to end. An offset or GTID is included; transactions that begin at a position or behind it,"
                            + " or were committed at a time or after it, are not. Default: latest, the end of the log now.")
    private @Nullable String to;

    @Option(names = "--follow", description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (follow && to != null) {
            throw new ParameterException(spec.commandLine(), "--follow has no end: leave out --to, or --follow");
        }
        Place begin = Usage.checked(spec, () -> Place.parse(from, ZoneId.systemDefault()));
        Place end = to == null ? new Place.Latest() : parse(to);
        Configuration configuration =
                Configuration.load(ChannelKeys.CHANNEL, configurationOptions.sources(channelOptions.settings()));
        Transcript transcript = new Transcript(
                KafkaSettings.of(configuration),
                configuration.get(CommonKeys.CHANNEL),
                spec.commandLine().getOut());
        if (follow) {
            transcript.follow(begin);
        } else {
            transcript.print(begin, end);
        }
        return 0;
    }

    private Place parse(String text) {
        return Usage.checked(spec, () -> Place.parse(text, ZoneId.systemDefault()));
    }
}
