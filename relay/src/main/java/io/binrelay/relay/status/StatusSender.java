package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopicWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sends announcements, each under its key: that of the service, or that of the instance while another one speaks for
 * the service. Used by one thread.
 */
final class StatusSender implements AutoCloseable {
    private final ChannelTopicWriter topic;
    private @Nullable String lastKey;

    /** @param topic closed with the sender */
    StatusSender(ChannelTopicWriter topic) {
        this.topic = requireNonNull(topic, "topic is null");
    }

    /** @throws RuntimeException Kafka did not take it in time */
    void send(ServiceStatus status) {
        ServiceId service = status.service();
        String key = status.state().speaksForService() ? service.serviceKey() : service.instanceKey();
        topic.put(key, StatusJson.write(status));
        if (!key.equals(lastKey) && service.instanceKey().equals(lastKey)) {
            topic.put(service.instanceKey(), null);
        }
        lastKey = key;
    }

    /** Takes back what this instance has announced beside the one that speaks for the service. */
    void withdraw(ServiceStatus status) {
        topic.put(status.service().instanceKey(), null);
    }

    @Override
    public void close() {
        topic.close();
    }
}
