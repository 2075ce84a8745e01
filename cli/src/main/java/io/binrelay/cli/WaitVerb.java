package io.binrelay.cli;

import io.binrelay.capture.source.ConnectionOptions;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.capture.source.TlsMode;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.position.GtidTarget;
import io.binrelay.cli.position.PositionTarget;
import io.binrelay.cli.position.Target;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.StatusReader;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Not registered with the source: it is only asked. */
    private static final int ANY_SERVER_ID = 1;

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
        Configuration configuration = Configuration.load(
                asked ? ChannelKeys.CHANNEL_AND_SOURCE : ChannelKeys.CHANNEL, configurationOptions.sources(settings()));
        long deadline = System.nanoTime() + (long) (timeoutSeconds * 1e9);
        Target target = target(configuration);
        try (StatusReader reader = reader(configuration, deadline)) {
            ChannelStatus channel = reader.readChannel();
            while (!target.isAppliedBy(replica, channel)) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new BinrelayException(ErrorCode.TIMEOUT, howFar(target, channel));
                }
                Thread.sleep(PAUSE.toMillis());
                channel = reader.readChannel();
            }
            spec.commandLine().getOut().println(replica + " has applied the source up to " + target + ".");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private Target target(Configuration configuration) {
        String set = gtids;
        if (set != null) {
            return Usage.checked(spec, () -> new GtidTarget(set));
        }
        String given = position;
        return new PositionTarget(
                given == null ? sourcePosition(configuration) : Usage.checked(spec, () -> FilePosition.parse(given)));
    }

    /** Services that were started just before may not have announced themselves yet. */
    private static StatusReader reader(Configuration configuration, long deadline) throws InterruptedException {
        while (true) {
            try {
                return new StatusReader(KafkaSettings.of(configuration), configuration.get(CommonKeys.CHANNEL));
            } catch (BinrelayException e) {
                if (!e.retriable() || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
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

    private static FilePosition sourcePosition(Configuration configuration) {
        SourceSettings settings = new SourceSettings(
                configuration.get(CaptureKeys.SOURCE_HOST),
                configuration.get(CaptureKeys.SOURCE_PORT),
                configuration.get(CaptureKeys.SOURCE_USER),
                configuration.get(CaptureKeys.SOURCE_PASSWORD),
                ANY_SERVER_ID,
                ConnectionOptions.defaults()
                        .withTls(TlsMode.valueOf(
                                configuration.get(CaptureKeys.SOURCE_SSL_MODE).name())));
        try {
            FilePosition position = new SourceInspector(settings).inspect().position();
            if (position == null) {
                throw new BinrelayException(
                        ErrorCode.SOURCE,
                        "The source " + settings.address() + " does not tell its position: its binary log is off, or "
                                + settings.user() + " lacks REPLICATION CLIENT (MariaDB: BINLOG MONITOR)");
            }
            return position;
        } catch (SourceException e) {
            throw new BinrelayException(ErrorCode.SOURCE, String.valueOf(e.getMessage()), false, e);
        }
    }

    private String howFar(Target target, ChannelStatus channel) {
        StringBuilder text = new StringBuilder(replica + " has not applied the source up to " + target + " within "
                + Amount.duration(Duration.ofMillis((long) (timeoutSeconds * 1000))) + ". ");
        text.append(channel.applier(replica)
                .map(report -> replica + " is at " + place(report) + ", its applier is " + state(report) + "; ")
                .orElse("No applier of " + replica + " has ever announced itself; "));
        text.append(channel.capture()
                .map(report -> "the log is at " + place(report) + ", capture is " + state(report) + ".")
                .orElse("no capture has ever announced itself."));
        return text.toString();
    }

    private static String place(ServiceReport report) {
        Progress progress = report.status().progress();
        FilePosition position = progress.position();
        return position == null ? "no position yet" : position + " (transaction " + progress.sequence() + ")";
    }

    private static String state(ServiceReport report) {
        return report.missing() ? "not running" : report.status().state().name().toLowerCase(Locale.ROOT);
    }
}
