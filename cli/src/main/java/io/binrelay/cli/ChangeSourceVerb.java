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
    private static final ServerOptions.Keys SERVER = new ServerOptions.Keys(
            CaptureKeys.SOURCE_HOST,
            CaptureKeys.SOURCE_PORT,
            CaptureKeys.SOURCE_USER,
            CaptureKeys.SOURCE_PASSWORD,
            CaptureKeys.SOURCE_SSL_MODE);

    @Mixin
    private final ServerOptions server = new ServerOptions();

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
        SettingsChange changes = server.addTo(new SettingsChange(Catalogues.CAPTURE), SERVER)
                .with(CaptureKeys.SOURCE_HEARTBEAT_SECONDS, heartbeat)
                .with(CommonKeys.RETRY_MAX_MS, connectRetry == null ? null : connectRetry * 1000L);
        return order.give(Operator.CAPTURE, changes, spec.commandLine().getOut());
    }
}
