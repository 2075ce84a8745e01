package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams an {@link InMemoryBinlog}, so many events per poll, and loses the connection when told to. */
final class FakeBinlogSource implements BinlogSource {
    private final InMemoryBinlog binlog;
    private final int eventsPerPoll;
    private long eventsUntilLost = Long.MAX_VALUE;
    private @Nullable BinlogDump dump;
    private @Nullable Duration lastTimeout;
    private @Nullable SourceException failure;
    private final List<FilePosition> acknowledged = new ArrayList<>();

    FakeBinlogSource(InMemoryBinlog binlog, int eventsPerPoll) {
        this.binlog = requireNonNull(binlog, "binlog is null");
        this.eventsPerPoll = eventsPerPoll;
    }

    /** After so many more events the connection is lost. */
    FakeBinlogSource losingConnectionAfter(long events) {
        eventsUntilLost = events;
        return this;
    }

    /** From now on every poll fails so. */
    void failWith(SourceException thrown) {
        failure = thrown;
    }

    /** The time-out of the last poll. */
    Duration lastTimeout() {
        return requireNonNull(lastTimeout, "was not polled");
    }

    @Override
    public void start(StartPosition from) {
        dump = new BinlogDump(binlog, ((StartPosition.AtFile) from).position());
    }

    @Override
    public List<BinlogEvent> poll(Duration timeout) {
        lastTimeout = timeout;
        if (failure != null) {
            throw failure;
        }
        if (eventsUntilLost == 0) {
            throw new SourceException("connection lost", 0, true, null);
        }
        List<BinlogEvent> events =
                requireNonNull(dump, "not started").next((int) Math.min(eventsPerPoll, eventsUntilLost));
        eventsUntilLost -= events.size();
        return events;
    }

    @Override
    public void acknowledge(FilePosition durable) {
        acknowledged.add(durable);
    }

    /** What was acknowledged, in order. */
    List<FilePosition> acknowledged() {
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() {
        dump = null;
    }
}
