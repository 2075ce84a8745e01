package io.binrelay.testsupport.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.relay.RecordHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** A log for each test, and what the tests of every relay log do with it. */
abstract class RelayLogFixture {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the logs of these tests hold in one part, at most. */
    static final int PART_BYTES = 60_928;

    final Records records = new Records();
    final List<AutoCloseable> open = new ArrayList<>();

    /** A writer of the test's log. */
    abstract RelayWriter newWriter();

    /** A member of a replica's group that reads ahead this many bytes at most. */
    abstract RelayReader newReader(String replica, long bufferBytes);

    /** Removes the records before an offset, as retention does. */
    abstract void deleteBefore(long offset);

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    RelayWriter writer() {
        RelayWriter writer = newWriter();
        open.add(0, writer);
        return writer;
    }

    RelayReader owner(String replica) {
        RelayReader reader = newReader(replica, 1 << 20);
        open.add(reader);
        assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
        return reader;
    }

    /** A reader from the beginning. */
    RelayReader reading(String replica) {
        RelayReader reader = owner(replica);
        reader.readFrom(reader.earliestOffset(), 0);
        return reader;
    }

    void commit(RelayWriter writer, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            writer.append(records.whole(sequence));
        }
        writer.commit();
    }

    static List<LoggedRecord> read(RelayReader reader, int count) {
        List<LoggedRecord> read = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (read.size() < count && System.nanoTime() < deadline) {
            read.addAll(reader.poll(Duration.ofMillis(500)));
        }
        assertThat(read).hasSize(count);
        return read;
    }

    static List<Long> sequences(List<LoggedRecord> read) {
        return read.stream().map(record -> record.record().header().sequence()).toList();
    }

    static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    static RecordHeader header(LogTail tail) {
        return requireNonNull(tail.last(), "the log is empty");
    }
}
