package io.binrelay.cli.doctor;

import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.BrokerClock;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogExtent;
import io.binrelay.relay.log.TopicInspection;
import io.binrelay.relay.log.TopicInspector;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.StatusReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found out about Kafka and a channel.
 *
 * @param asked whether Kafka answered
 * @param bootstrapServers where it is; empty when none is given
 * @param status of the channel's services; empty when none ever announced itself
 * @param log what the relay log holds; empty when there is none that can be read
 * @param clockAhead how far the broker's clock is ahead of ours; empty while no service announces itself
 */
record KafkaExamination(
        boolean asked,
        String bootstrapServers,
        Optional<ChannelStatus> status,
        Optional<LogExtent> log,
        Optional<Duration> clockAhead,
        List<Finding> findings) {
    private static final Subject SUBJECT = Subject.KAFKA;

    KafkaExamination {
        findings = List.copyOf(findings);
    }

    static KafkaExamination none() {
        return unasked(
                "", List.of(SUBJECT.skipped("all checks", "no Kafka is given. Give " + Endpoints.wantedOfKafka())));
    }

    /**
     * Asks it.
     *
     * @param wantedMessageBytes what capture wants max.message.bytes of the topic to be
     */
    static KafkaExamination of(KafkaSettings kafka, String channel, long wantedMessageBytes) {
        List<Finding> findings = new ArrayList<>();
        TopicInspector inspector = new TopicInspector(kafka, channel);
        Optional<TopicInspection> topic;
        try {
            topic = inspector.inspect();
            findings.add(SUBJECT.ok("brokers", kafka.bootstrapServers() + " answers"));
        } catch (BinrelayException e) {
            findings.add(SUBJECT.fail("brokers", String.valueOf(e.getMessage()), ""));
            findings.add(SUBJECT.skipped("other checks", "Kafka cannot be asked, see the line before"));
            return unasked(kafka.bootstrapServers(), findings);
        }
        Optional<ChannelStatus> status = status(kafka, channel, findings);
        if (topic.isEmpty()) {
            findings.add(TopicFindings.missing(channel + ".relay", written(status)));
        }
        topic.ifPresent(found ->
                findings.addAll(new TopicFindings(inspector, kafka.bootstrapServers()).of(found, wantedMessageBytes)));
        Optional<LogExtent> log = topic.filter(
                        found -> found.partitions() == 1 && found.copies().led())
                .flatMap(found -> log(kafka, channel, findings));
        Optional<Duration> clock = status.flatMap(any -> clock(kafka, channel, findings));
        return new KafkaExamination(true, kafka.bootstrapServers(), status, log, clock, findings);
    }

    private static KafkaExamination unasked(String bootstrapServers, List<Finding> findings) {
        return new KafkaExamination(
                false, bootstrapServers, Optional.empty(), Optional.empty(), Optional.empty(), findings);
    }

    private static Optional<ChannelStatus> status(KafkaSettings kafka, String channel, List<Finding> findings) {
        try (StatusReader reader = new StatusReader(kafka, channel)) {
            return Optional.of(reader.readChannel());
        } catch (BinrelayException e) {
            findings.add(SUBJECT.warning(
                    "channel", String.valueOf(e.getMessage()), "To start it: " + ServiceFindings.START_CAPTURE));
            return Optional.empty();
        }
    }

    private static Optional<Duration> clock(KafkaSettings kafka, String channel, List<Finding> findings) {
        try {
            return BrokerClock.ahead(kafka, channel);
        } catch (BinrelayException e) {
            findings.add(SUBJECT.skipped("clock", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Optional<LogExtent> log(KafkaSettings kafka, String channel, List<Finding> findings) {
        try {
            LogExtent log = LogExtent.of(kafka, channel, new AvroRecordDecoder());
            findings.add(SUBJECT.ok("relay log", describe(log)));
            return Optional.of(log);
        } catch (BinrelayException e) {
            findings.add(SUBJECT.fail("relay log", String.valueOf(e.getMessage()), ""));
            return Optional.empty();
        }
    }

    private static String describe(LogExtent log) {
        return log.end()
                .map(end -> "holds the source from " + log.first() + " to " + end + ", transactions up to "
                        + (log.tail().nextSequence() - 1) + ", offsets "
                        + log.bounds().begin() + " to "
                        + log.bounds().end())
                .orElse("is empty");
    }

    private static long written(Optional<ChannelStatus> status) {
        return status.flatMap(ChannelStatus::capture)
                .map(ServiceReport::status)
                .map(capture -> capture.progress().sequence())
                .orElse(0L);
    }

    /** How long ago capture knew that it had everything, in seconds; empty when it never said. */
    OptionalLong captureLagSeconds(long nowMillis) {
        long caughtUp = status.flatMap(ChannelStatus::capture)
                .map(report -> report.status().progress().caughtUpMicros())
                .orElse(0L);
        return caughtUp == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, nowMillis - caughtUp / 1000) / 1000);
    }
}
