package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the polling thread does: keeps the membership, fetches, decodes and checks as long as there is room, and
 * publishes the applied offset. It alone uses the consumer.
 */
final class ReaderLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final Duration FULL_PAUSE = Duration.ofMillis(100);
    private static final Duration END_INTERVAL = Duration.ofSeconds(1);
    private static final long NOTHING_TO_MIRROR = -1;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final ReadBuffer buffer;
    private final DecodedRecords decoder;
    private final AtomicLong mirror = new AtomicLong(NOTHING_TO_MIRROR);

    private boolean assigned;
    private boolean paused;
    private long generation = -1;
    private ContinuityCheck continuity = new ContinuityCheck(0);
    private Iterator<ConsumerRecord<byte[], byte[]>> pending = Collections.emptyIterator();
    private long endAskedNanos;
    private volatile long endOffset;

    ReaderLoop(Consumer<byte[], byte[]> consumer, TopicPartition partition, ReadBuffer buffer, DecodedRecords decoder) {
        this.consumer = requireNonNull(consumer, "consumer is null");
        this.partition = requireNonNull(partition, "partition is null");
        this.buffer = requireNonNull(buffer, "buffer is null");
        this.decoder = requireNonNull(decoder, "decoder is null");
    }

    /** Joins the group. */
    void start() {
        consumer.subscribe(List.of(partition.topic()), this);
    }

    /**
     * One round; takes a tenth of a second at most, or as long as decoding what one poll has brought.
     *
     * @throws RuntimeException the consumer cannot go on
     */
    void runOnce() {
        buffer.nextRequest().filter(request -> assigned).ifPresent(this::begin);
        mirrorIfAsked();
        decode();
        boolean wanted = assigned && buffer.isCurrent(generation);
        boolean full = pending.hasNext();
        pause(full || !wanted);
        if (full) {
            buffer.awaitRoom(FULL_PAUSE);
        }
        fetch(full ? Duration.ZERO : IDLE_POLL);
        updateEnd();
    }

    /** Has this offset published as the group's, soon. Any thread. */
    void mirror(long nextOffset) {
        mirror.set(nextOffset);
    }

    /** See {@link RelayReader#endOffset}. Any thread. */
    long endOffset() {
        return endOffset;
    }

    private void begin(ReadBuffer.Request request) {
        generation = request.generation();
        continuity = new ContinuityCheck(request.nextSequence());
        forgetPending();
        consumer.seek(partition, request.offset());
    }

    private void decode() {
        if (!buffer.isCurrent(generation)) {
            forgetPending();
            return;
        }
        long room = buffer.room();
        List<LoggedRecord> decoded = new ArrayList<>();
        try {
            while (pending.hasNext() && room > 0) {
                Optional<LoggedRecord> whole = decoder.accept(pending.next());
                if (whole.isEmpty()) {
                    continue;
                }
                LoggedRecord record = whole.get();
                continuity.accept(record.offset(), record.record().header());
                room -= record.sizeInBytes();
                decoded.add(record);
            }
        } catch (RuntimeException e) {
            buffer.add(generation, decoded);
            buffer.fail(generation, e);
            return;
        }
        if (!decoded.isEmpty()) {
            buffer.add(generation, decoded);
        }
    }

    private void forgetPending() {
        pending = Collections.emptyIterator();
        decoder.reset();
    }

    private void pause(boolean wanted) {
        if (!assigned || wanted == paused) {
            return;
        }
        if (wanted) {
            consumer.pause(Set.of(partition));
        } else {
            consumer.resume(Set.of(partition));
        }
        paused = wanted;
    }

    private void fetch(Duration timeout) {
        try {
            List<ConsumerRecord<byte[], byte[]>> records =
                    consumer.poll(timeout).records(partition);
            if (!records.isEmpty()) {
                pending = records.iterator();
            }
        } catch (OffsetOutOfRangeException e) {
            long wanted = e.offsetOutOfRangePartitions().getOrDefault(partition, -1L);
            long begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, -1L);
            long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, -1L);
            buffer.fail(generation, LogBounds.outOfRange(partition.topic(), wanted, begin, end, e));
        }
    }

    private void mirrorIfAsked() {
        long offset = assigned ? mirror.getAndSet(NOTHING_TO_MIRROR) : NOTHING_TO_MIRROR;
        if (offset == NOTHING_TO_MIRROR) {
            return;
        }
        consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(offset)), (offsets, exception) -> {
            if (exception != null) {
                LOG.info("Could not publish offset {} of {} for Kafka's tools", offset, partition.topic(), exception);
            }
        });
    }

    /** While fetching, every answer tells the end; while paused it must be asked for. */
    private void updateEnd() {
        if (!assigned) {
            return;
        }
        OptionalLong lag = paused ? OptionalLong.empty() : consumer.currentLag(partition);
        if (lag.isPresent()) {
            endOffset = consumer.position(partition) + lag.getAsLong();
            return;
        }
        if (System.nanoTime() - endAskedNanos < END_INTERVAL.toNanos()) {
            return;
        }
        endAskedNanos = System.nanoTime();
        try {
            endOffset = consumer.endOffsets(Set.of(partition), END_INTERVAL).getOrDefault(partition, endOffset);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            // As last heard: that Kafka does not answer is told by the watch over the topic.
            LOG.debug("The end of {} is not known", partition.topic(), e);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.contains(partition)) {
            return;
        }
        LOG.info("Owner of {} now", partition.topic());
        // A position must be there, or the consumer looks for a committed offset, which is no more than a mirror.
        consumer.seek(partition, 0);
        consumer.pause(Set.of(partition));
        paused = true;
        assigned = true;
        buffer.assigned();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.contains(partition)) {
            return;
        }
        LOG.info("No longer owner of {}", partition.topic());
        assigned = false;
        forgetPending();
        buffer.revoked();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }
}
