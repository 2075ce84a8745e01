package io.binrelay.cli;

import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.cli.position.GtidTarget;
import io.binrelay.cli.position.PositionTarget;
import io.binrelay.cli.position.ReplicaWait;
import io.binrelay.cli.position.SourcePosition;
import io.binrelay.cli.position.Target;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.schemas.model.FilePosition;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code binrelay wait}: until a replica has applied what the source has written by now. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Asks the source for its current position, and returns once the replica has applied everything before it: what"
                    + " MASTER_POS_WAIT is for. Exit code 0 then; 8 when the time is over, with how far the replica got.",
            "What was committed on the source before the call can be read from the replica after it.",
            "With --gtid (WAIT_FOR_EXECUTED_GTID_SET, MASTER_GTID_WAIT) or --position it does not ask the source."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay wait --replica replica1 --timeout 10 --config capture.properties",
            "  binrelay wait --replica replica1 --timeout 10 --gtid 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-23 --config ...",
            "  BINRELAY_SOURCE_PASSWORD=... binrelay wait --replica replica1 --timeout 10 \\",
            "      --kafka 127.0.0.1:9092 --channel shop --source-host db1.example --source-user binrelay"
        })
final class WaitVerb implements Callable<Integer> {
    @Option(names = "--replica", paramLabel = "NAME", required = true, description = "Name of the replica.")
    private String replica = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            required = true,
            description = "How long to wait at most; 0 looks once.")
    private double timeoutSeconds;

    @Option(names = "--gtid", paramLabel = "SET", description = "Wait for these GTIDs instead.")
    private @Nullable String gtids;

    @Option(
            names = "--position",
            paramLabel = "FILE:POS",
            description = "Wait for this position of the source instead.")
    private @Nullable String position;

    @Option(names = "--source-host", paramLabel = "HOST", description = "The key source.host.")
    private @Nullable String sourceHost;

    @Option(names = "--source-port", paramLabel = "PORT", description = "The key source.port.")
    private @Nullable String sourcePort;

    @Option(
            names = "--source-user",
            paramLabel = "USER",
            description = "The key source.user; needs REPLICATION CLIENT (MariaDB: BINLOG MONITOR).")
    private @Nullable String sourceUser;

    @Option(names = "--source-password-file", paramLabel = "FILE", description = "The key source.password.file.")
    private @Nullable String sourcePasswordFile;

    @Option(names = "--json", description = "One JSON object instead of a sentence.")
    private boolean json;

    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (gtids != null && position != null) {
            throw new ParameterException(spec.commandLine(), "Either --gtid or --position");
        }
        boolean asked = gtids == null && position == null;
        ConfigSources sources = configurationOptions.sources(settings());
        Configuration configuration =
                Configuration.load(asked ? ChannelKeys.CHANNEL_AND_SOURCE : ChannelKeys.CHANNEL, sources);
        ReplicaWait wait = new ReplicaWait(
                KafkaSettings.of(configuration),
                configuration.get(CommonKeys.CHANNEL),
                replica,
                Duration.ofMillis((long) (timeoutSeconds * 1000)));
        Target target = target(sources);
        wait.until(target);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? wait.json(target) : replica + " has applied the source up to " + target + ".");
        out.flush();
        return 0;
    }

    private Target target(ConfigSources sources) {
        String set = gtids;
        if (set != null) {
            return Usage.checked(spec, () -> new GtidTarget(set));
        }
        String given = position;
        return new PositionTarget(
                given == null
                        ? SourcePosition.now(Endpoints.load("what is given", sources))
                        : Usage.checked(spec, () -> FilePosition.parse(given)));
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(channelOptions.settings());
        add(settings, "source.host", sourceHost);
        add(settings, "source.port", sourcePort);
        add(settings, "source.user", sourceUser);
        add(settings, "source.password.file", sourcePasswordFile);
        return settings;
    }

    private static void add(List<String> settings, String key, @Nullable String value) {
        if (value != null) {
            settings.add(key + "=" + value);
        }
    }
}
