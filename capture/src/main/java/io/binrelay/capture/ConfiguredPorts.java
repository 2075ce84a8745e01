package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.AcknowledgementMeter;
import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.CatalogReader;
import io.binrelay.capture.source.ConnectionOptions;
import io.binrelay.capture.source.DebeziumBinlogSource;
import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceChecks;
import io.binrelay.capture.source.SourceClock;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.capture.source.TlsMode;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.ClientMeter;
import io.binrelay.relay.log.ExpectedTopic;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogRegister;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source and the Kafka that a configuration names. */
final class ConfiguredPorts implements CapturePorts {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPorts.class);
    /** A source that misses this many of its heartbeats counts as lost. */
    private static final int HEARTBEATS_MISSED = 5;

    private static final Duration LEAST_SILENCE = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final SourceSettings source;
    private final SourceInspector inspector;
    private final CatalogLabels labels;
    private Optional<String> warned = Optional.empty();
    private final KafkaSettings kafka;
    private final ExpectedTopic expected;
    private final SourceMeter meter = new SourceMeter();
    private final AcknowledgementMeter acknowledged = new AcknowledgementMeter();
    private final ClientMeter kafkaMeter = new ClientMeter();

    /**
     * Connects to nothing yet.
     *
     * @param register which topic the log was in
     */
    ConfiguredPorts(Configuration configuration, LogRegister register) {
        this.configuration = requireNonNull(configuration, "configuration is null");
        this.source = sourceSettings(configuration);
        this.inspector = new SourceInspector(source);
        this.labels = new CatalogLabels(new CatalogReader(source));
        this.kafka = KafkaSettings.of(configuration);
        this.expected = new ExpectedTopic(register, configuration.get(CaptureKeys.CAPTURE_REPLACES_LOG));
    }

    /** Which source is read, and how. */
    static SourceSettings sourceSettings(Configuration configuration) {
        Duration heartbeat = Duration.ofSeconds(configuration.get(CaptureKeys.SOURCE_HEARTBEAT_SECONDS));
        Duration silence = heartbeat.multipliedBy(HEARTBEATS_MISSED);
        String host = configuration.get(CaptureKeys.SOURCE_HOST);
        TlsMode tls = TlsMode.valueOf(
                configuration.get(CaptureKeys.SOURCE_SSL_MODE).towards(host).name());
        return new SourceSettings(
                host,
                configuration.get(CaptureKeys.SOURCE_PORT),
                configuration.get(CaptureKeys.SOURCE_USER),
                configuration.get(CaptureKeys.SOURCE_PASSWORD),
                configuration.get(CaptureKeys.SOURCE_SERVER_ID),
                ConnectionOptions.defaults()
                        .withTls(tls)
                        .withHeartbeat(heartbeat, silence.compareTo(LEAST_SILENCE) < 0 ? LEAST_SILENCE : silence)
                        .withSemiSynchronous(configuration.get(CaptureKeys.SOURCE_SEMI_SYNC)));
    }

    @Override
    public SourceInspection inspect() {
        return inspector.inspect();
    }

    @Override
    public long sourceAheadMillis() {
        return new SourceClock(source).aheadMillis();
    }

    @Override
    public List<Problem> problemsOf(SourceInspection inspection) {
        warnOnce(SourceChecks.warning(inspection, source));
        List<Problem> problems = new ArrayList<>(SourceChecks.of(inspection, source));
        configuration.get(CaptureKeys.SOURCE_FAMILY).family().ifPresent(expected -> {
            if (expected != inspection.server().family()) {
                problems.add(new Problem(
                        "source " + source.address() + " is of family "
                                + inspection.server().family() + " (version "
                                + inspection.server().version() + "), source.family says " + expected,
                        "Correct source.host and source.port, or set source.family=auto"));
            }
        });
        return problems;
    }

    private void warnOnce(Optional<String> warning) {
        if (!warning.equals(warned)) {
            warning.ifPresent(LOG::warn);
            warned = warning;
        }
    }

    @Override
    public RelayWriter newWriter() {
        return new KafkaRelayWriter(
                kafka,
                configuration.get(CommonKeys.CHANNEL),
                RelayTopicSettings.of(configuration),
                new AvroRecordDecoder(),
                expected,
                kafkaMeter);
    }

    @Override
    public BinlogSource newSource() {
        return meter.measured(
                new DebeziumBinlogSource(source, configuration.get(CaptureKeys.CAPTURE_QUEUE_BYTES), acknowledged));
    }

    /** What capture has acknowledged to a semi-synchronous source. */
    AcknowledgementMeter acknowledged() {
        return acknowledged;
    }

    /** See {@link io.binrelay.relay.service.Service#measurements}. */
    Map<String, Double> measurements() {
        Map<String, Double> measured = new HashMap<>(meter.measurements());
        measured.putAll(kafkaMeter.measurements());
        return measured;
    }

    @Override
    public RelayRecordBuilder newRecords() {
        labels.forget();
        return new RelayRecordBuilder(labels);
    }

    @Override
    public void definitionsMayHaveChanged() {
        labels.forget();
    }

    @Override
    public void close() {
        labels.close();
    }
}
