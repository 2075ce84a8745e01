package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The commits of a semi-synchronous source that wait for an acknowledgement, from being read to being durable. One
 * acknowledgement covers all commits before it, so that there is at most one for each time that something became
 * durable, and none for what the source did not ask for, as it does while a reader catches up.
 *
 * <p>Thread-safe: one thread reads, another makes durable.
 */
final class Acknowledgements {
    /** Sends an acknowledgement to the source. */
    interface Channel {
        void send(FilePosition upTo) throws IOException;
    }

    private final Channel channel;
    private final AcknowledgementMeter meter;
    private final Deque<Wanted> waiting = new ArrayDeque<>();

    Acknowledgements(Channel channel, AcknowledgementMeter meter) {
        this.channel = requireNonNull(channel, "channel is null");
        this.meter = requireNonNull(meter, "meter is null");
    }

    /**
     * The source wants the transaction acknowledged that ends here.
     *
     * @param end behind the one before
     */
    void wanted(FilePosition end) {
        synchronized (waiting) {
            waiting.addLast(new Wanted(end, System.nanoTime()));
        }
    }

    /**
     * Everything up to a position is durable; what waits for that is acknowledged.
     *
     * @throws IOException the connection is lost, and with it everything that waits
     */
    void durable(FilePosition upTo) throws IOException {
        List<Wanted> covered = takeUpTo(upTo);
        if (covered.isEmpty()) {
            return;
        }
        FilePosition newest = covered.get(covered.size() - 1).end();
        channel.send(newest);
        long now = System.nanoTime();
        meter.acknowledged(
                newest,
                covered.stream().mapToLong(each -> now - each.sinceNanos()).toArray());
    }

    private List<Wanted> takeUpTo(FilePosition upTo) {
        List<Wanted> taken = new ArrayList<>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && waiting.getFirst().end().compareTo(upTo) <= 0) {
                taken.add(waiting.removeFirst());
            }
        }
        return taken;
    }

    /** @param sinceNanos when it was read */
    private record Wanted(FilePosition end, long sinceNanos) {}
}
