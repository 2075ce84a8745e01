package io.binrelay.capture.source;

import static io.binrelay.capture.source.HandMadeEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventQueueTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void eventsComeOutInOrderAllAtOnce() throws InterruptedException {
        EventQueue queue = new EventQueue(1000);
        queue.put(numbered(1, 10));
        queue.put(numbered(2, 10));
        assertThat(queue.drain(LONG)).extracting(BinlogEvent::endPosition).containsExactly(1L, 2L);
        assertThat(queue.drain(NOW)).isEmpty();
    }

    @Test
    void aFullQueueMakesTheWriterWaitUntilItIsDrained() throws Exception {
        EventQueue queue = new EventQueue(1000);
        AtomicInteger put = new AtomicInteger();
        CompletableFuture<Void> writer = inBackground(() -> {
            for (int i = 1; i <= 10; i++) {
                queue.put(numbered(i, 300));
                put.set(i);
            }
        });
        List<Long> seen = new ArrayList<>();
        while (seen.size() < 10) {
            List<BinlogEvent> drained = queue.drain(LONG);
            assertThat(drained).hasSizeBetween(1, 2);
            drained.forEach(each -> seen.add(each.endPosition()));
        }
        writer.get(10, TimeUnit.SECONDS);
        assertThat(put).hasValue(10);
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void anEventLargerThanTheLimitIsAdmittedAlone() throws Exception {
        EventQueue queue = new EventQueue(100);
        queue.put(numbered(1, 5000));
        CompletableFuture<Void> writer = inBackground(() -> queue.put(numbered(2, 5000)));
        assertThat(queue.drain(LONG)).extracting(BinlogEvent::endPosition).containsExactly(1L);
        writer.get(10, TimeUnit.SECONDS);
        assertThat(queue.drain(LONG)).extracting(BinlogEvent::endPosition).containsExactly(2L);
    }

    @Test
    void trap29_aLargeEventIsNotReadBeforeTheEventsBeforeItAreUsed() throws Exception {
        EventQueue queue = new EventQueue(1000);
        assertThat(queue.awaitUsed()).as("nothing was there yet").isTrue();
        queue.put(numbered(1, 10));
        CompletableFuture<Boolean> used = new CompletableFuture<>();
        CompletableFuture<Void> writer = inBackground(() -> used.complete(queue.awaitUsed()));
        assertThat(queue.drain(LONG)).hasSize(1);
        // What was taken is in use until its taker comes back.
        assertThat(used).isNotDone();
        assertThat(queue.drain(NOW)).isEmpty();
        assertThat(used.get(10, TimeUnit.SECONDS)).isTrue();
        writer.get(10, TimeUnit.SECONDS);
        queue.close();
        assertThat(queue.awaitUsed()).isFalse();
    }

    @Test
    void tinyEventsCountForMoreThanTheirBytes() throws Exception {
        EventQueue queue = new EventQueue(10_000);
        CompletableFuture<Void> writer = inBackground(() -> {
            for (int i = 0; i < 1000; i++) {
                queue.put(numbered(i, 0));
            }
        });
        int drained = 0;
        while (drained < 1000) {
            List<BinlogEvent> events = queue.drain(LONG);
            assertThat(events).hasSizeLessThanOrEqualTo(10_000 / (BinlogEvent.HEADER_LENGTH + 72));
            drained += events.size();
        }
        writer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFailureComesBehindTheEventsBeforeItAndStays() throws InterruptedException {
        EventQueue queue = new EventQueue(1000);
        queue.put(numbered(1, 10));
        SourceException failure = new SourceException("lost", 0, true, null);
        queue.fail(failure);
        queue.fail(new SourceException("later", 0, true, null));
        assertThat(queue.put(numbered(2, 10))).isFalse();
        assertThat(queue.drain(NOW)).extracting(BinlogEvent::endPosition).containsExactly(1L);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> queue.drain(LONG))
                    .isSameAs(failure);
        }
    }

    @Test
    void aFailureWakesAWaitingReader() throws Exception {
        EventQueue queue = new EventQueue(1000);
        CompletableFuture<Void> reader = inBackground(() -> queue.drain(LONG));
        queue.fail(new SourceException("lost", 0, true, null));
        assertThat(reader)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withRootCauseInstanceOf(SourceException.class);
    }

    @Test
    void closingWakesAWaitingWriterAndThrowsEventsAway() throws Exception {
        EventQueue queue = new EventQueue(100);
        queue.put(numbered(1, 100));
        CompletableFuture<Boolean> writer = new CompletableFuture<>();
        CompletableFuture<Void> thread = inBackground(() -> writer.complete(queue.put(numbered(2, 100))));
        queue.close();
        assertThat(writer.get(10, TimeUnit.SECONDS)).isFalse();
        thread.get(10, TimeUnit.SECONDS);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> queue.drain(NOW))
                .withMessage("the source is closed");
    }

    private static BinlogEvent numbered(long number, int bodyLength) {
        return new BinlogEvent("binlog.000001", number, event(EventType.QUERY, 0, 0, new byte[bodyLength]));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
