package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.GroupLimits;
import io.binrelay.relay.config.IgnoredErrors;
import io.binrelay.relay.filter.FilterRules;
import java.time.Duration;

/**
 * How an applier goes about it.
 *
 * @param limits most of one replica transaction
 * @param poll how long to wait for records at a time when there are none
 * @param heartbeatPause how often a heartbeat alone may move the checkpoint on the replica
 * @param fromEarliest whether a replica without a checkpoint begins with the oldest record of the log whatever it holds
 *     and whatever that record is; else it has to be empty and the log whole
 * @param filters what of the log is applied
 * @param skipErrors with which errors the replica may refuse a row or a statement, which is left out then
 */
public record ApplySettings(
        GroupLimits limits,
        Duration poll,
        Duration heartbeatPause,
        boolean fromEarliest,
        FilterRules filters,
        IgnoredErrors skipErrors) {
    public ApplySettings {
        requireNonNull(limits, "limits is null");
        requireNonNull(poll, "poll is null");
        requireNonNull(heartbeatPause, "heartbeatPause is null");
        requireNonNull(filters, "filters is null");
        requireNonNull(skipErrors, "skipErrors is null");
    }

    /** Stops at every error. */
    public ApplySettings(
            GroupLimits limits, Duration poll, Duration heartbeatPause, boolean fromEarliest, FilterRules filters) {
        this(limits, poll, heartbeatPause, fromEarliest, filters, IgnoredErrors.NONE);
    }

    /** Applies everything. */
    public ApplySettings(GroupLimits limits, Duration poll, Duration heartbeatPause, boolean fromEarliest) {
        this(limits, poll, heartbeatPause, fromEarliest, FilterRules.NONE);
    }
}
