package io.binrelay.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --kafka} and {@code --channel}: which relay log. Short for two keys. */
final class ChannelOptions {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers to connect to first; the key kafka.bootstrap.servers.")
    private @Nullable String kafka;

    @Option(names = "--channel", paramLabel = "NAME", description = "The channel; the key channel.")
    private @Nullable String channel;

    /** What was given, as KEY=VALUE. */
    List<String> settings() {
        List<String> settings = new ArrayList<>();
        if (kafka != null) {
            settings.add("kafka.bootstrap.servers=" + kafka);
        }
        if (channel != null) {
            settings.add("channel=" + channel);
        }
        return settings;
    }
}
