package io.binrelay.testsupport.fakes;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RecordDecoder;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WriteOrder;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A writer of an {@link InMemoryRelayLog}. A failed operation ends it, as it ends a real one. */
final class InMemoryRelayWriter implements RelayWriter {
    private final InMemoryRelayLog log;
    private final RecordDecoder decoder;
    private @Nullable WriteOrder order;
    private int epoch;
    private boolean inTransaction;
    private boolean failed;

    InMemoryRelayWriter(InMemoryRelayLog log, RecordDecoder decoder) {
        this.log = log;
        this.decoder = decoder;
    }

    @Override
    public LogTail open() {
        if (order != null || failed) {
            throw new IllegalStateException("opened before");
        }
        failed = true;
        log.faults().before(LogOperation.OPEN);
        epoch = log.beginWriter();
        RecordHeader last = log.lastCommitted()
                .map(record -> decoder.decodeHeader(record.bytes()))
                .orElse(null);
        LogTail tail = new LogTail(log.incarnation(), last);
        log.faults().after(LogOperation.OPEN);
        order = new WriteOrder(tail);
        failed = false;
        return tail;
    }

    @Override
    public void append(EncodedRecord record) {
        WriteOrder open = usable();
        open.accept(record.header());
        failed = true;
        log.faults().before(LogOperation.APPEND);
        refuseIfFenced();
        log.append(record);
        inTransaction = true;
        log.faults().after(LogOperation.APPEND);
        failed = false;
    }

    /** Commits at once. */
    @Override
    public void beginCommit(Runnable durable) {
        usable();
        if (!inTransaction) {
            throw new IllegalStateException("nothing was appended");
        }
        commit();
        durable.run();
    }

    @Override
    public boolean committing() {
        usable();
        return false;
    }

    @Override
    public void commit() {
        usable();
        if (!inTransaction) {
            return;
        }
        failed = true;
        log.faults().before(LogOperation.COMMIT);
        refuseIfFenced();
        log.commit();
        inTransaction = false;
        log.faults().after(LogOperation.COMMIT);
        failed = false;
    }

    @Override
    public void close() {
        // One that failed leaves its transaction open, as a process that was killed does: the next writer aborts it.
        if (order != null && !failed && inTransaction && log.isCurrentWriter(epoch)) {
            log.abort();
        }
        order = null;
    }

    private WriteOrder usable() {
        if (order == null || failed) {
            throw new IllegalStateException(failed ? "failed before" : "not open");
        }
        return order;
    }

    private void refuseIfFenced() {
        if (!log.isCurrentWriter(epoch)) {
            throw new WriterFencedException(
                    "Another capture of channel memory has taken over; this one stops.",
                    new IllegalStateException("epoch " + epoch));
        }
    }
}
