package io.binrelay.capture;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.util.ArrayList;
import java.util.List;

/** A relay log in memory: what was committed, in how many commits. */
final class FakeRelayLog {
    private final List<EncodedRecord> committed = new ArrayList<>();
    private final List<Integer> commits = new ArrayList<>();

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
            open.add(record);
        }

        @Override
        public void beginCommit(Runnable durable) {
            commit();
            durable.run();
        }

        @Override
        public boolean committing() {
            return false;
        }

        @Override
        public void commit() {
            if (!open.isEmpty()) {
                committed.addAll(open);
                commits.add(open.size());
                open.clear();
            }
        }

        @Override
        public void close() {
            open.clear();
        }
    }
}
