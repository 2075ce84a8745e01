package io.binrelay.cli.control;

import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import java.util.Locale;

/** A service's state in a few words. */
public final class StateText {
    private StateText() {}

    /** {@code running}, {@code stopped}, {@code not running}. */
    public static String of(ServiceReport report) {
        if (!report.responding()) {
            return "not running";
        }
        ServiceState state = report.status().state();
        return state == ServiceState.HELD ? "stopped" : state.name().toLowerCase(Locale.ROOT);
    }

    /** {@code binlog.000003:154 (transaction 17)}. */
    public static String place(ServiceReport report) {
        Progress progress = report.status().progress();
        return progress.position() == null
                ? "no position yet"
                : progress.position() + " (transaction " + progress.sequence() + ")";
    }

    /** What went wrong last; empty when nothing did. */
    public static String error(ServiceReport report) {
        Failure failure = report.status().lastError();
        return failure == null ? "" : failure.message();
    }
}
