package io.binrelay.cli.kill;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.Stage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kill.
 *
 * @param number from 1
 * @param victim what is killed
 * @param replica which replica, or whose applier, from 0; meaningless for the other victims
 * @param stage where the process ends itself; null for SIGKILL from outside
 * @param moment with a stage: at which pass of it, from 1; otherwise: after how many milliseconds of load
 */
record Round(
        int number, Victim victim, int replica, @Nullable Stage stage, int moment) {
    Round {
        requireNonNull(victim, "victim is null");
    }

    @Override
    public String toString() {
        String who = victim.name().toLowerCase(Locale.ROOT)
                + (victim == Victim.APPLIER || victim == Victim.REPLICA ? " " + (replica + 1) : "");
        String when = stage == null ? "after " + moment + " ms of load" : "at pass " + moment + " of " + stage;
        return "round " + number + ": kill " + who + " " + when;
    }
}
