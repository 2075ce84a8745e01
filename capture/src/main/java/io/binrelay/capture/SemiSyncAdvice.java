package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SemiSyncChecks;
import io.binrelay.capture.source.SemiSyncSource;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogDurability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks source and Kafka for what {@link SemiSyncChecks} judges. For one thread. */
final class SemiSyncAdvice implements SemiSyncProbe.Advice {
    private final String address;
    private final Supplier<SourceInspection> inspector;
    private final KafkaSettings kafka;
    private final String channel;
    private SourceInspection.@Nullable Server server;

    /** @param inspector asks the source what it is; asked once */
    SemiSyncAdvice(String address, Supplier<SourceInspection> inspector, KafkaSettings kafka, String channel) {
        this.address = requireNonNull(address, "address is null");
        this.inspector = requireNonNull(inspector, "inspector is null");
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    @Override
    public List<String> warnings(Optional<SemiSyncSource> seen) {
        List<Problem> problems =
                new ArrayList<>(checks(seen).ofSource(true, KafkaRelayWriter.answerTimeout(kafka, channel)));
        for (LogDurability topic : LogDurability.of(kafka, channel)) {
            SemiSyncChecks.ofTopic(topic.topic(), topic.copies(), topic.leastInSync())
                    .ifPresent(problems::add);
        }
        return problems.stream().map(SemiSyncAdvice::sentences).toList();
    }

    @Override
    public Optional<String> whenStopped(Optional<SemiSyncSource> seen) {
        return checks(seen).whenStopped();
    }

    private static String sentences(Problem problem) {
        String text = problem.toString();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private SemiSyncChecks checks(Optional<SemiSyncSource> seen) {
        SourceInspection.Server known = server;
        if (known == null) {
            known = inspector.get().server();
            server = known;
        }
        return new SemiSyncChecks(address, known, seen);
    }
}
