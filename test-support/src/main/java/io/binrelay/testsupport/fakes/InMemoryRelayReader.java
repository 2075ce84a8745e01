package io.binrelay.testsupport.fakes;

import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.OwnershipLostException;
import io.binrelay.relay.log.RecordDecoder;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.EncodedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A member of a replica's group over an {@link InMemoryRelayLog}. Waits for nothing. */
final class InMemoryRelayReader implements RelayReader {
    /** Handed out by one poll at most: small, so that users meet transactions that several polls bring. */
    private static final int RECORDS_PER_POLL = 10;

    private final InMemoryRelayLog log;
    private final String replica;
    private final RecordDecoder decoder;
    private final String incarnation;
    private @Nullable ContinuityCheck continuity;
    private long next;

    InMemoryRelayReader(InMemoryRelayLog log, String replica, RecordDecoder decoder) {
        this.log = log;
        this.replica = replica;
        this.decoder = decoder;
        this.incarnation = log.incarnation();
    }

    String replica() {
        return replica;
    }

    @Override
    public String incarnation() {
        return incarnation;
    }

    @Override
    public long earliestOffset() {
        return log.begin();
    }

    @Override
    public boolean awaitOwnership(Duration timeout) {
        return log.isOwner(this);
    }

    @Override
    public void readFrom(long offset, long nextSequence) {
        if (!log.isOwner(this)) {
            throw ownershipLost();
        }
        continuity = new ContinuityCheck(nextSequence);
        next = offset;
    }

    @Override
    public List<LoggedRecord> poll(Duration timeout) {
        log.faults().before(LogOperation.POLL);
        ContinuityCheck check = continuity;
        if (check == null) {
            throw new IllegalStateException("readFrom was not called");
        }
        if (!log.isOwner(this)) {
            continuity = null;
            throw ownershipLost();
        }
        if (!log.incarnation().equals(incarnation)) {
            throw new BinrelayException(ErrorCode.KAFKA, "Topic memory.relay was created anew while it was read");
        }
        if (next < log.begin() || next > log.stableEnd()) {
            throw LogBounds.outOfRange("memory.relay", next, log.begin(), log.stableEnd(), null);
        }
        List<LoggedRecord> records = new ArrayList<>();
        long begin = -1;
        for (InMemoryRelayLog.Slot slot : log.from(next, RECORDS_PER_POLL)) {
            if (slot.part() == 1) {
                begin = slot.offset();
            } else if (begin < 0) {
                throw LogBounds.insideRecord("memory.relay", slot.offset(), slot.part(), slot.parts());
            }
            if (!slot.endsRecord()) {
                continue;
            }
            EncodedRecord encoded = Objects.requireNonNull(slot.record());
            LoggedRecord record =
                    new LoggedRecord(begin, slot.offset() + 1, encoded.length(), decoder.decode(encoded.bytes()));
            if (!records.isEmpty() && !follows(check, record)) {
                break;
            }
            if (records.isEmpty()) {
                check.accept(record.offset(), record.record().header());
            }
            records.add(record);
            next = slot.offset() + 1;
        }
        log.faults().after(LogOperation.POLL);
        return records;
    }

    @Override
    public long endOffset() {
        return log.stableEnd();
    }

    @Override
    public void mirror(long nextOffset) {
        log.mirror(replica, nextOffset);
    }

    @Override
    public void close() {
        log.leave(this);
    }

    /** A gap is thrown by the poll after the one that brings the records before it. */
    private static boolean follows(ContinuityCheck check, LoggedRecord record) {
        try {
            check.accept(record.offset(), record.record().header());
            return true;
        } catch (BinrelayException e) {
            return false;
        }
    }

    private static OwnershipLostException ownershipLost() {
        return new OwnershipLostException("Another applier of this replica reads the relay log now.");
    }
}
