package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopicWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sends announcements, each under its key: that of the service, or that of the instance while another one speaks for
 * the service. A service that is forgotten has none. Used by one thread.
 */
final class StatusSender implements AutoCloseable {
    private final ChannelTopicWriter topic;

    /** In the place of a key. */
    private static final String FORGOTTEN = "";

    private @Nullable String lastKey;

    /** @param topic closed with the sender */
    StatusSender(ChannelTopicWriter topic) {
        this.topic = requireNonNull(topic, "topic is null");
    }

    /** @throws RuntimeException Kafka did not take it in time */
    void send(ServiceStatus status) {
        ServiceId service = status.service();
        if (status.state() == ServiceState.FORGOTTEN) {
            forget(service);
            return;
        }
        String key = status.state().speaksForService() ? service.serviceKey() : service.instanceKey();
        topic.put(key, StatusJson.write(status));
        if (!key.equals(lastKey) && service.instanceKey().equals(lastKey)) {
            topic.put(service.instanceKey(), null);
        }
        lastKey = key;
    }

    /** Once: a standby does the same. */
    private void forget(ServiceId service) {
        if (!FORGOTTEN.equals(lastKey)) {
            topic.put(service.serviceKey(), null);
            topic.put(service.instanceKey(), null);
            lastKey = FORGOTTEN;
        }
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
