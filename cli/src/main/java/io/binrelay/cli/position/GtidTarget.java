package io.binrelay.cli.position;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.ApplierReport;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.schemas.model.GtidSet;

/** A set of GTIDs, in the text form of either family. Immutable. */
public final class GtidTarget implements Target {
    private final GtidSet set;

    /** @throws IllegalArgumentException it is a set of neither family, or empty */
    public GtidTarget(String text) {
        this.set = GtidSet.ofEither(requireNonNull(text, "text is null"))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no set of GTIDs, such as"
                        + " 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5 or 0-1-100"));
    }

    @Override
    public boolean isAppliedBy(String replica, ChannelStatus channel) {
        return channel.applier(replica)
                .map(report -> report.status().details().getOrDefault(ApplierReport.GTIDS, ""))
                .flatMap(GtidSet::ofEither)
                .filter(applied -> applied.family() == set.family() && set.isSubsetOf(applied))
                .isPresent();
    }

    @Override
    public String toString() {
        return set.toString();
    }
}
