package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.control.SettingsChange;
import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.Catalogues;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay change-replica}: the part of CHANGE REPLICATION SOURCE TO that is about the replica. */
@Command(
        name = "change-replica",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Changes settings of a replica's applier, as CHANGE REPLICATION SOURCE TO does: checked, kept, and counting at"
                    + " once; the delay even without an interruption. They win over the applier's file, environment and command"
                    + " line until --reset takes them back. Without options it lists what is changed.",
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay change-replica replica1 --delay 1h --config applier.properties",
            "  binrelay change-replica replica1 --host db7.example --change apply.group.transactions=100 --channel shop ...",
            "  binrelay change-replica replica1 --reset apply.delay.seconds --config applier.properties"
        })
final class ChangeReplicaVerb implements Callable<Integer> {
    private static final ServerOptions.Keys SERVER = new ServerOptions.Keys(
            ApplierKeys.REPLICA_HOST,
            ApplierKeys.REPLICA_PORT,
            ApplierKeys.REPLICA_USER,
            ApplierKeys.REPLICA_PASSWORD,
            ApplierKeys.REPLICA_SSL_MODE);

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(s|m|h|d|)");

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the replica.")
    private @Nullable String replica;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description = "How long behind its source the replica stays, as SOURCE_DELAY: 3600, 90s, 15m, 1h, 2d.")
    private @Nullable String delay;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final ChangeOrder order = new ChangeOrder();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String given = delay;
        Long seconds = given == null ? null : Usage.checked(spec, () -> seconds(given));
        SettingsChange changes = server.addTo(
                new SettingsChange(Catalogues.APPLIER).with(ApplierKeys.APPLY_DELAY_SECONDS, seconds), SERVER);
        return order.give(
                requireNonNull(replica, "no name"), changes, spec.commandLine().getOut());
    }

    private static long seconds(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--delay " + text + ": allowed is a number of seconds, or 90s, 15m, 1h, 2d");
        }
        long unit = switch (matcher.group(2)) {
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 1;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
