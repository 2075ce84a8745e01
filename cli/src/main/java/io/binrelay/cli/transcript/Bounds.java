package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.RelayIndex;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.OptionalLong;

/** Finds the offsets of places. Used by one thread. */
final class Bounds {
    private final RelayIndex index;
    private final LogBounds log;

    Bounds(RelayIndex index, LogBounds log) {
        this.index = requireNonNull(index, "index is null");
        this.log = requireNonNull(log, "log is null");
    }

    /**
     * The offset to begin with.
     *
     * @throws BinrelayException (USAGE) the place is not in the log
     */
    long begin(Place place) {
        if (place instanceof Place.Earliest) {
            return log.begin();
        }
        if (place instanceof Place.Offset offset) {
            if (offset.offset() < log.begin() || offset.offset() > log.end()) {
                throw new BinrelayException(
                        ErrorCode.USAGE,
                        "Offset " + offset.offset() + " is not in the log: it goes from " + log.begin() + " to "
                                + log.end());
            }
            return offset.offset();
        }
        return found(place).orElse(log.end());
    }

    /**
     * The offset behind the last record wanted: a transaction that begins before it is wanted whole.
     *
     * @throws BinrelayException (USAGE) the place is not in the log
     */
    long end(Place place) {
        if (place instanceof Place.Earliest) {
            return log.begin();
        }
        if (place instanceof Place.Offset offset) {
            return Math.min(log.end(), offset.offset() + 1);
        }
        if (place instanceof Place.Gtid) {
            return found(place).orElseThrow() + 1;
        }
        return found(place).orElse(log.end());
    }

    private OptionalLong found(Place place) {
        if (place instanceof Place.Position position) {
            return index.atOrAfter(position.position());
        }
        if (place instanceof Place.Time time) {
            return index.atOrAfter(time.time());
        }
        if (place instanceof Place.Gtid gtid) {
            OptionalLong offset = index.ofGtid(gtid.gtid());
            if (offset.isEmpty()) {
                throw new BinrelayException(
                        ErrorCode.USAGE, "No transaction with GTID " + gtid.gtid() + " is in the log");
            }
            return offset;
        }
        return OptionalLong.empty();
    }
}
