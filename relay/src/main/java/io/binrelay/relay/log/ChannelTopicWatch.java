package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Notices that a {@link ChannelTopic} was deleted, or created anew, which its reader would not. For one thread. */
public final class ChannelTopicWatch implements AutoCloseable {
    private final Admin admin;
    private final TopicWatch watch;

    ChannelTopicWatch(Admin admin, TopicWatch watch) {
        this.admin = admin;
        this.watch = watch;
    }

    /**
     * Asks now and then, and takes the answer the next time. Does not wait.
     *
     * @throws BinrelayException (KAFKA) the topic is another one, or gone
     */
    public void look() {
        watch.look();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
