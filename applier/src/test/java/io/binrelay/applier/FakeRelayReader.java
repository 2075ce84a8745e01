package io.binrelay.applier;

import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relay log in memory. Never waits. Checks continuity like the real one. */
public final class FakeRelayReader implements RelayReader {
    private final List<LoggedRecord> log = new ArrayList<>();
    private final List<Long> mirrored = new ArrayList<>();
    private String incarnation = "topic-1";
    private int recordsPerPoll = 500;
    private boolean owner = true;
    private int next;
    private ContinuityCheck continuity = new ContinuityCheck(0);
    private @Nullable RuntimeException failure;

    /** Appends records to the log. */
    public void append(List<LoggedRecord> records) {
        log.addAll(records);
    }

    /** Appends a record to the log. */
    public void append(LoggedRecord record) {
        log.add(record);
    }

    /** How many records a poll returns at most; 500 at first. */
    public void recordsPerPoll(int count) {
        recordsPerPoll = count;
    }

    /** Whether this member owns the partition; it does at first. */
    public void owner(boolean value) {
        owner = value;
    }

    /** The topic's id. */
    public void incarnation(String value) {
        incarnation = value;
    }

    /** The next poll throws this. */
    public void failNextPoll(RuntimeException value) {
        failure = value;
    }

    /** The offsets told to Kafka, in order. */
    public List<Long> mirrored() {
        return mirrored;
    }

    /** Whether everything was delivered. */
    public boolean isDrained() {
        return next >= log.size();
    }

    @Override
    public String incarnation() {
        return incarnation;
    }

    @Override
    public long earliestOffset() {
        return log.isEmpty() ? 0 : log.get(0).offset();
    }

    @Override
    public boolean awaitOwnership(Duration timeout) {
        return owner;
    }

    @Override
    public void readFrom(long offset, long nextSequence) {
        continuity = new ContinuityCheck(nextSequence);
        next = 0;
        while (next < log.size() && log.get(next).offset() < offset) {
            next++;
        }
    }

    @Override
    public List<LoggedRecord> poll(Duration timeout) {
        if (failure != null) {
            RuntimeException thrown = failure;
            failure = null;
            throw thrown;
        }
        List<LoggedRecord> records = List.copyOf(log.subList(next, Math.min(next + recordsPerPoll, log.size())));
        records.forEach(
                record -> continuity.accept(record.offset(), record.record().header()));
        next += records.size();
        return records;
    }

    @Override
    public long endOffset() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).offset() + 1;
    }

    @Override
    public void mirror(long nextOffset) {
        mirrored.add(nextOffset);
    }

    @Override
    public void close() {
        next = log.size();
    }
}
