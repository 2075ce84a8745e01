package io.binrelay.capture;

import io.binrelay.capture.source.HeartbeatTable;
import io.binrelay.capture.source.SemiSyncInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogRegister;
import io.binrelay.relay.log.LogSizeReader;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a capture is made of:
 *
 * <pre>
 * CaptureService -- CaptureSession -- CaptureLoop -- BinlogSource          (DebeziumBinlogSource)
 *                |                                |- TransactionAssembler -- RelayRecordBuilder -- CatalogLabels
 *                |                                '- RelayWriter           (KafkaRelayWriter)
 *                |- ResumePoint, SourceChecks     at the beginning of each session
 *                '- CaptureReport -- StatusSink   SourceProbe asks the source's position for it, LogProbe the log's size
 * </pre>
 */
public final class CaptureWiring {
    /** Under a backlog: long enough to make a commit worth its cost. */
    private static final Duration BATCH_TIME = Duration.ofMillis(100);

    /** A first connection that cannot be had for so long is a mistake in the configuration. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);

    private CaptureWiring() {}

    /** A capture that takes whatever topic it finds for its log, and the same one as long as it lives. */
    public static Work service(
            Configuration configuration, StopSignal stop, StatusSink sink, String version, Stages stages) {
        return service(configuration, stop, sink, version, stages, LogRegister.ofThisProcess());
    }

    /**
     * A capture as configured, connected to nothing yet.
     *
     * @param stop ends its pauses
     * @param sink takes its status
     * @param version of binrelay, for the status
     * @param stages told about each stage; tests end the process there
     * @param register which topic the log was in
     * @throws io.binrelay.relay.service.BinrelayException (CONFIGURATION) settings that contradict each other
     */
    public static Work service(
            Configuration configuration,
            StopSignal stop,
            StatusSink sink,
            String version,
            Stages stages,
            LogRegister register) {
        CaptureClock clock = new SystemClock(stop);
        ConfiguredPorts ports = new ConfiguredPorts(configuration, register);
        CaptureReport report = new CaptureReport(starting(configuration, version, clock.epochMillis()), sink, clock);
        Backoff backoff = new Backoff(
                Duration.ofMillis(configuration.get(CommonKeys.RETRY_INITIAL_MS)),
                Duration.ofMillis(configuration.get(CommonKeys.RETRY_MAX_MS)),
                System.nanoTime());
        CaptureService service = new CaptureService(ports, settings(configuration), backoff, report, clock, stages);
        SourceProbe probe = new SourceProbe(ports::inspect, report, service.watch(), PROBE_INTERVAL);
        probe.start();
        KafkaSettings kafka = KafkaSettings.of(configuration);
        String channel = configuration.get(CommonKeys.CHANNEL);
        LogProbe logProbe = new LogProbe(() -> new LogSizeReader(kafka, channel), report, PROBE_INTERVAL);
        logProbe.start();
        return new ProbedService(
                service,
                ports,
                List.of(probe::close, logProbe::close, beating(configuration), semiSync(configuration, ports, report)));
    }

    /** Writes the source's heartbeat table, if there is to be one; started. */
    private static Companion beating(Configuration configuration) {
        Optional<String> table = configuration.find(CaptureKeys.SOURCE_HEARTBEAT_TABLE);
        if (table.isEmpty()) {
            return Companion.NONE;
        }
        SourceSettings source = ConfiguredPorts.sourceSettings(configuration);
        HeartbeatWriter writer = new HeartbeatWriter(new HeartbeatTable(source, table.get()));
        writer.start();
        return writer::close;
    }

    /** Watches the source's commits, if they are to wait for the log; started. */
    private static Companion semiSync(Configuration configuration, ConfiguredPorts ports, CaptureReport report) {
        if (!configuration.get(CaptureKeys.SOURCE_SEMI_SYNC)) {
            return Companion.NONE;
        }
        SourceSettings source = ConfiguredPorts.sourceSettings(configuration);
        SemiSyncProbe probe = new SemiSyncProbe(
                new SemiSyncInspector(source),
                ports.acknowledged(),
                report,
                new SemiSyncCoverage(source.address()),
                new SemiSyncAdvice(
                        source.address(),
                        ports::inspect,
                        KafkaSettings.of(configuration),
                        configuration.get(CommonKeys.CHANNEL)));
        probe.start();
        return probe::close;
    }

    /** What capture says before it has begun. */
    public static ServiceStatus starting(Configuration configuration, String version, long nowMillis) {
        return ServiceStatus.starting(
                        ServiceId.ofCapture(configuration.get(CommonKeys.CHANNEL), version),
                        ConfiguredPorts.sourceSettings(configuration).address(),
                        nowMillis)
                .withDetail(CaptureReport.SOURCE_USER, configuration.get(CaptureKeys.SOURCE_USER))
                .withDetail(
                        CaptureReport.SOURCE_SSL,
                        configuration.get(CaptureKeys.SOURCE_SSL_MODE).name().toLowerCase(Locale.ROOT))
                .withDetail(
                        Activity.SOURCE_HEARTBEAT,
                        Integer.toString(configuration.get(CaptureKeys.SOURCE_HEARTBEAT_SECONDS)))
                .withDetail(
                        CaptureReport.CONNECT_RETRY,
                        Long.toString(Math.max(1, configuration.get(CommonKeys.RETRY_MAX_MS) / 1000)));
    }

    private static CaptureSettings settings(Configuration configuration) {
        return new CaptureSettings(
                CaptureStart.parse(configuration.get(CaptureKeys.CAPTURE_START)),
                configuration.get(CaptureKeys.CAPTURE_FRAGMENT_BYTES),
                new CapturePace(
                        configuration.get(CaptureKeys.CAPTURE_BATCH_BYTES),
                        BATCH_TIME,
                        Duration.ofSeconds(configuration.get(CaptureKeys.CAPTURE_HEARTBEAT_SECONDS))),
                PATIENCE,
                FilterRules.ofCapture(configuration));
    }

    /** What runs beside a service and ends with it. */
    @FunctionalInterface
    private interface Companion {
        Companion NONE = () -> {};

        void close();
    }

    /** A service, what it reads from, and what runs beside it. */
    private record ProbedService(CaptureService service, ConfiguredPorts ports, List<Companion> companions)
            implements Work {
        @Override
        public boolean hasWorked() {
            return service.hasWorked();
        }

        @Override
        public void runOnce() {
            service.runOnce();
        }

        @Override
        public Map<String, Double> measurements() {
            return ports.measurements();
        }

        @Override
        public void close() {
            companions.forEach(Companion::close);
            service.close();
        }
    }
}
