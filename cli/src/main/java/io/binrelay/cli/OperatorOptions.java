package io.binrelay.cli;

import io.binrelay.cli.control.Operator;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all verbs take that give orders. */
final class OperatorOptions {
    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait until a service that is there has done what it was told. Default: 30.")
    private double timeoutSeconds = 30;

    /** @throws BinrelayException (CONFIGURATION, KAFKA) the channel is not said, or cannot be reached */
    Operator open() {
        return new Operator(
                Configuration.load(ChannelKeys.CHANNEL, configurationOptions.sources(channelOptions.settings())));
    }

    Duration timeout() {
        return Duration.ofMillis((long) (timeoutSeconds * 1000));
    }

    /** The services meant: those named, or all there are. */
    static List<String> services(Operator operator, List<String> named, boolean all) {
        if (all) {
            return operator.names();
        }
        named.forEach(operator::requireKnown);
        return named;
    }
}
