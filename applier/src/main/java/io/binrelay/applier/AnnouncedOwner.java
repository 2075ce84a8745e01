package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.StatusReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears who works under a replica's name from the channel's status topic; connects when it is asked first. */
final class AnnouncedOwner implements NameCheck.Owner {
    private final KafkaSettings kafka;
    private final String channel;
    private final String replica;
    private @Nullable StatusReader reader;

    AnnouncedOwner(KafkaSettings kafka, String channel, String replica) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.replica = requireNonNull(replica, "replica is null");
    }

    @Override
    public Optional<ServiceReport> announced() {
        StatusReader open = reader;
        if (open == null) {
            open = new StatusReader(kafka, channel);
            reader = open;
        }
        return open.readChannel().applier(replica);
    }

    @Override
    public void close() {
        StatusReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
