package io.binrelay.capture;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relay log in memory: what was committed, in how many commits. */
final class FakeRelayLog {
    private final List<EncodedRecord> committed = new ArrayList<>();
    private final List<Integer> commits = new ArrayList<>();
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private boolean holding;
    private @Nullable BinrelayException failure;

    RelayWriter writer() {
        return new Writer();
    }

    List<EncodedRecord> committed() {
        return committed;
    }

    /** The headers of all transactions' records that are committed, without heartbeats. */
    List<RecordHeader> transactions() {
        return committed.stream()
                .map(EncodedRecord::header)
                .filter(header -> header.kind() == RecordKind.TRANSACTION)
                .toList();
    }

    List<RecordHeader> heartbeats() {
        return committed.stream()
                .map(EncodedRecord::header)
                .filter(header -> header.kind() == RecordKind.HEARTBEAT)
                .toList();
    }

    /** How many records each commit had. */
    List<Integer> commits() {
        return commits;
    }

    /** From now on commits end only when {@link #endCommit} is called. */
    void holdCommits() {
        holding = true;
    }

    /** Ends the oldest commit that is under way. */
    void endCommit() {
        underWay.remove().run();
    }

    /** The commit under way fails so. */
    void failCommits(BinrelayException thrown) {
        failure = thrown;
    }

    private final class Writer implements RelayWriter {
        private final List<EncodedRecord> open = new ArrayList<>();

        @Override
        public LogTail open() {
            return new LogTail(
                    "incarnation",
                    committed.isEmpty()
                            ? null
                            : committed.get(committed.size() - 1).header());
        }

        @Override
        public void append(EncodedRecord record) {
            throwFailure();
            open.add(record);
        }

        @Override
        public void beginCommit(Runnable durable) {
            throwFailure();
            List<EncodedRecord> batch = List.copyOf(open);
            open.clear();
            underWay.add(() -> {
                committed.addAll(batch);
                commits.add(batch.size());
                durable.run();
            });
            if (!holding) {
                endCommit();
            }
        }

        @Override
        public boolean committing() {
            throwFailure();
            return !underWay.isEmpty();
        }

        @Override
        public void commit() {
            if (!open.isEmpty()) {
                beginCommit(() -> {});
            }
            throwFailure();
            while (!underWay.isEmpty()) {
                endCommit();
            }
        }

        @Override
        public void close() {
            open.clear();
            underWay.clear();
        }

        private void throwFailure() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
