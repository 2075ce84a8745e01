package io.binrelay.cli;

import io.binrelay.relay.config.ConfigSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --set}, as every verb that reads keys takes them. */
final class ConfigurationOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with keys. --set and environment variables win over it.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key; may be given often. Secrets are better set by KEY.file or by the environment"
                    + " (source.password: BINRELAY_SOURCE_PASSWORD): others can see a command line.")
    private List<String> settings = List.of();

    /**
     * File, environment of this process, command line.
     *
     * @param more settings of other options, KEY=VALUE; they win over --set
     */
    ConfigSources sources(List<String> more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(more);
        return ConfigSources.ofProcess(file, all);
    }
}
