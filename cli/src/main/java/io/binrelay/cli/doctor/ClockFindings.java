package io.binrelay.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Whether all machines have one time: delays, lag and commit times are compared across them. */
final class ClockFindings {
    private static final Subject SUBJECT = new Subject(Area.SOURCE, "clocks");
    private static final long MOST_MILLIS = 2_000;

    private ClockFindings() {}

    /** @param aheadMillis how far each clock is ahead of this machine's, by name */
    static Finding of(Map<String, Long> aheadMillis) {
        Map<String, Long> clocks = new TreeMap<>(aheadMillis);
        clocks.put("here", 0L);
        if (clocks.size() == 1) {
            return SUBJECT.skipped("skew", "no server could be asked for its time");
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        List<String> named = new ArrayList<>();
        for (Map.Entry<String, Long> clock : clocks.entrySet()) {
            first = Math.min(first, clock.getValue());
            last = Math.max(last, clock.getValue());
            if (!clock.getKey().equals("here")) {
                named.add(String.format(Locale.ROOT, "%s %+.1f s", clock.getKey(), clock.getValue() / 1000.0));
            }
        }
        String found = String.join(", ", named) + " against here";
        return last - first > MOST_MILLIS
                ? SUBJECT.warning(
                        "skew",
                        found + ": delays are wrong by as much, and so is the lag but for the source's part",
                        "On the machine that is off, run: timedatectl set-ntp true (or restart chronyd)")
                : SUBJECT.ok("skew", found);
    }
}
