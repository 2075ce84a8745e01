package io.binrelay.cli;

import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.config.ConfigSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --config}, given often, {@code --set}, {@code --kafka} and {@code --channel}: whatever there is to ask. */
final class EndpointOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file of capture or of an applier; may be given often, each file is one service's."
                    + " --set and environment variables win over all of them.")
    private List<Path> files = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key; may be given often. Secrets are better set by KEY.file or by the environment"
                    + " (source.password: BINRELAY_SOURCE_PASSWORD): others can see a command line.")
    private List<String> settings = List.of();

    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    /** One configuration for each file; one of environment and command line when there is no file. */
    List<Endpoints> endpoints() {
        List<String> all = new ArrayList<>(settings);
        all.addAll(channelOptions.settings());
        if (files.isEmpty()) {
            return List.of(Endpoints.load("the command line", ConfigSources.ofProcess(null, all)));
        }
        List<Endpoints> endpoints = new ArrayList<>();
        for (Path file : files) {
            endpoints.add(Endpoints.load(file.toString(), ConfigSources.ofProcess(file, all)));
        }
        return endpoints;
    }
}
