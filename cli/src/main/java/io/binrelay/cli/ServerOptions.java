package io.binrelay.cli;

import io.binrelay.cli.control.SettingsChange;
import io.binrelay.relay.config.ConfigKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a service's database server is, and as whom it is used: what both change verbs take. */
final class ServerOptions {
    @Option(names = "--host", paramLabel = "HOST", description = "The key source.host (SOURCE_HOST), or replica.host.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The key source.port (SOURCE_PORT), or replica.port.")
    private @Nullable Integer port;

    @Option(names = "--user", paramLabel = "USER", description = "The key source.user (SOURCE_USER), or replica.user.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The key source.password.file (SOURCE_PASSWORD), or replica.password.file: a file on the service's"
                            + " machine.")
    private @Nullable String passwordFile;

    @Option(
            names = "--ssl-mode",
            paramLabel = "MODE",
            description = "The key source.ssl.mode (SOURCE_SSL), or replica.ssl.mode.")
    private @Nullable String sslMode;

    /** The keys they stand for. */
    record Keys(ConfigKey<?> host, ConfigKey<?> port, ConfigKey<?> user, ConfigKey<?> password, ConfigKey<?> sslMode) {}

    /** Adds what was given. */
    SettingsChange addTo(SettingsChange change, Keys keys) {
        return change.with(keys.host(), host)
                .with(keys.port(), port)
                .with(keys.user(), user)
                .withFile(keys.password(), passwordFile)
                .with(keys.sslMode(), sslMode);
    }
}
