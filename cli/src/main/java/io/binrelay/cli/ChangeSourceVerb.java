package io.binrelay.cli;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.SettingsChange;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.CommonKeys;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay change-source}: the part of CHANGE REPLICATION SOURCE TO that is about the source. */
@Command(
        name = "change-source",
        aliases = "change-master",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Changes settings of capture, as CHANGE REPLICATION SOURCE TO does: checked, kept, and counting at once. They win"
                    + " over capture's file, environment and command line until --reset takes them back. Without options it lists"
                    + " what is changed.",
            "It cannot change the position: the relay log's end is the position. Another server under a new address is"
                    + " refused by capture unless it is the one that the log was written from."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay change-source --host db1.example --port 3307 --config capture.properties",
            "  binrelay change-source --user repl --password-file /run/secrets/repl --config capture.properties"
        })
final class ChangeSourceVerb implements Callable<Integer> {
    @Option(names = "--host", paramLabel = "HOST", description = "SOURCE_HOST, the key source.host.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "SOURCE_PORT, the key source.port.")
    private @Nullable Integer port;

    @Option(names = "--user", paramLabel = "USER", description = "SOURCE_USER, the key source.user.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "SOURCE_PASSWORD, the key source.password.file: a file on capture's machine.")
    private @Nullable String passwordFile;

    @Option(names = "--ssl-mode", paramLabel = "MODE", description = "SOURCE_SSL, the key source.ssl.mode.")
    private @Nullable String sslMode;

    @Option(
            names = "--heartbeat-period",
            paramLabel = "SECONDS",
            description = "SOURCE_HEARTBEAT_PERIOD, the key source.heartbeat.seconds.")
    private @Nullable Integer heartbeat;

    @Option(
            names = "--connect-retry",
            paramLabel = "SECONDS",
            description = "SOURCE_CONNECT_RETRY, the key retry.max.ms: the longest wait between two attempts.")
    private @Nullable Integer connectRetry;

    @Mixin
    private final ChangeOrder order = new ChangeOrder();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SettingsChange changes = new SettingsChange(Catalogues.CAPTURE)
                .with(CaptureKeys.SOURCE_HOST, host)
                .with(CaptureKeys.SOURCE_PORT, port)
                .with(CaptureKeys.SOURCE_USER, user)
                .withFile(CaptureKeys.SOURCE_PASSWORD, passwordFile)
                .with(CaptureKeys.SOURCE_SSL_MODE, sslMode)
                .with(CaptureKeys.SOURCE_HEARTBEAT_SECONDS, heartbeat)
                .with(CommonKeys.RETRY_MAX_MS, connectRetry == null ? null : connectRetry * 1000L);
        return order.give(Operator.CAPTURE, changes, spec.commandLine().getOut());
    }
}
