package io.binrelay.cli.position;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.ApplierReport;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.GtidSet;
import java.util.Arrays;

/** A set of GTIDs, in the text form of either family. Immutable. */
public final class GtidTarget implements Target {
    private final String set;

    /** @throws IllegalArgumentException it is a set of neither family, or empty */
    public GtidTarget(String set) {
        this.set = requireNonNull(set, "set is null");
        if (Arrays.stream(Family.values()).noneMatch(family -> isSetOf(family, set))) {
            throw new IllegalArgumentException("'" + set + "' is no set of GTIDs, such as"
                    + " 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5 or 0-1-100");
        }
    }

    @Override
    public boolean isAppliedBy(String replica, ChannelStatus channel) {
        return channel.applier(replica)
                .map(report -> report.status().details().getOrDefault(ApplierReport.GTIDS, ""))
                .filter(this::isWithin)
                .isPresent();
    }

    private boolean isWithin(String applied) {
        return Arrays.stream(Family.values())
                .anyMatch(family -> isSetOf(family, set)
                        && isSetOf(family, applied)
                        && GtidSet.parse(family, set).isSubsetOf(GtidSet.parse(family, applied)));
    }

    private static boolean isSetOf(Family family, String text) {
        try {
            return !GtidSet.parse(family, text).isEmpty();
        } catch (IllegalArgumentException e) {
            return false; // of the other family, or of none
        }
    }

    @Override
    public String toString() {
        return set;
    }
}
