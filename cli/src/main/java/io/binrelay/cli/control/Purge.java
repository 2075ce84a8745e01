package io.binrelay.cli.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.transcript.LogPlaces;
import io.binrelay.cli.transcript.Place;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LogPurge;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ServiceReport;
import java.util.Comparator;
import java.util.Optional;

/** Deletes the beginning of a channel's relay log, but not what a replica needs. Used by one thread. */
public final class Purge {
    private final Operator operator;

    /** Of the operator's channel. */
    public Purge(Operator operator) {
        this.operator = requireNonNull(operator, "operator is null");
    }

    /**
     * What would be deleted.
     *
     * @param log what there is
     * @param offset all before it
     */
    public record Plan(LogBounds log, long offset) {
        public Plan {
            requireNonNull(log, "log is null");
        }

        /** Whether anything is there to be deleted. */
        public boolean deletes() {
            return offset > log.begin();
        }
    }

    /**
     * Looks what is before a place.
     *
     * @param typed the place, for messages
     * @param force also what replicas have not applied
     * @throws BinrelayException (USAGE) a replica needs some of it, or the place is not in the log
     */
    public Plan plan(Place place, String typed, boolean force) {
        LogPlaces places = new LogPlaces(operator.kafka(), operator.channel());
        Plan plan = new Plan(places.bounds(), places.offsetOf(place));
        if (plan.deletes() && !force) {
            refuseWhatIsNeeded(plan.offset(), typed);
        }
        return plan;
    }

    /**
     * Deletes it for good.
     *
     * @return the offset the log begins with from now on
     */
    public long run(Plan plan) {
        return LogPurge.before(operator.kafka(), operator.channel(), plan.offset());
    }

    private void refuseWhatIsNeeded(long offset, String typed) {
        Optional<ServiceReport> slowest = operator.look().appliers().stream()
                .min(Comparator.comparingLong(
                        report -> report.status().progress().offset()));
        if (slowest.isEmpty()) {
            return;
        }
        ServiceReport report = slowest.get();
        long next = report.status().progress().offset() + 1;
        if (next < offset) {
            throw new BinrelayException(
                    ErrorCode.USAGE,
                    "Nothing was deleted: " + report.status().service().name() + " is at " + StateText.place(report)
                            + ", relay log offset " + next + ", and needs what comes next; " + typed + " is offset "
                            + offset + ". Wait for it, purge up to offset " + next
                            + ", or give --force and rebuild the replica.");
        }
    }
}
