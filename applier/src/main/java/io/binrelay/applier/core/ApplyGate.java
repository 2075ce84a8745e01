package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.control.Until;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides whether the next transaction may be applied now: by delay, until and skip. Stateless but for what operators
 * have decided; make a new one when that changes.
 */
public final class ApplyGate {
    private final Steering steering;

    public ApplyGate(Steering steering) {
        this.steering = requireNonNull(steering, "steering is null");
    }

    /** What to do with a transaction. */
    public enum Verdict {
        APPLY,
        /** Move on behind it without applying it. */
        SKIP,
        /** Not before {@link #remaining} has passed. */
        WAIT,
        /** Not at all: what was to be reached is reached. */
        STOP
    }

    /** What operators have decided. */
    public Steering steering() {
        return steering;
    }

    /**
     * About a record that would be applied next.
     *
     * @param now by the applier's clock
     */
    public Verdict judge(LoggedRecord record, Instant now) {
        RecordHeader header = record.record().header();
        if (header.kind() == RecordKind.TRANSACTION && header.fragment() > 0) {
            return Verdict.APPLY; // or skipped, as its beginning was
        }
        if (isBehindUntil(record)) {
            return Verdict.STOP;
        }
        if (header.kind() == RecordKind.HEARTBEAT) {
            return Verdict.APPLY;
        }
        if (isSkipped(header)) {
            return Verdict.SKIP;
        }
        return remaining(record, now).isZero() ? Verdict.APPLY : Verdict.WAIT;
    }

    /** How long the delay still holds a transaction back; zero when it does not. SQL_Remaining_Delay. */
    public Duration remaining(LoggedRecord record, Instant now) {
        if (steering.delay().isZero()) {
            return Duration.ZERO;
        }
        Instant due = commitOf(record.record().header()).plus(steering.delay());
        Duration left = Duration.between(now, due);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether what is to be reached is reached with this checkpoint, whatever comes next. */
    public boolean isReachedBy(Checkpoint checkpoint) {
        Until until = steering.until();
        FilePosition position = checkpoint.position();
        GtidSet gtids = checkpoint.gtids();
        if (until instanceof Until.AfterGtids after) {
            return gtids != null && GtidSet.parse(gtids.family(), after.set()).isSubsetOf(gtids);
        }
        if (until instanceof Until.AtPosition at) {
            return position != null && position.compareTo(at.position()) >= 0;
        }
        return until instanceof Until.AtOffset at && checkpoint.nextOffset() >= at.offset();
    }

    /** Whether a transaction may be the last one before the end: it must not share a commit with later ones. */
    public boolean mayBeLast(RecordHeader header) {
        return steering.until() instanceof Until.AfterGtids after
                && header.gtid() != null
                && GtidSet.parse(header.source().family(), after.set()).contains(header.gtid());
    }

    private boolean isBehindUntil(LoggedRecord record) {
        Until until = steering.until();
        RecordHeader header = record.record().header();
        if (until instanceof Until.BeforeGtids before) {
            return header.kind() == RecordKind.TRANSACTION
                    && header.gtid() != null
                    && GtidSet.parse(header.source().family(), before.set()).contains(header.gtid());
        }
        if (until instanceof Until.AtPosition at) {
            return header.begin().compareTo(at.position()) >= 0;
        }
        if (until instanceof Until.AtOffset at) {
            return record.offset() >= at.offset();
        }
        return until instanceof Until.AfterTime after && commitOf(header).isAfter(after.time());
    }

    private boolean isSkipped(RecordHeader header) {
        return steering.skippedSequences().contains(header.sequence())
                || (header.gtid() != null && steering.skippedGtids().contains(header.gtid()));
    }

    private static Instant commitOf(RecordHeader header) {
        return Instant.EPOCH.plus(header.commitMicros(), ChronoUnit.MICROS);
    }
}
