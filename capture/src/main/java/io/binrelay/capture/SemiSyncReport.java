package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a capture tells of semi-synchronous replication, as details of its status.
 *
 * @param state {@code covered}: the source's commits wait for the log; {@code degraded}: it has given up waiting;
 *     {@code off}: it was told not to; {@code not offered}: it cannot; {@code not acknowledging}: capture does not read
 * @param since when that was seen first, ISO 8601
 * @param uncovered commits since then that did not wait for the log
 * @param uncoveredInAll such commits since capture began to look
 * @param whenStopped what the source does when capture stops; empty when its commits do not wait
 * @param acknowledgements sent since capture began its work
 * @param commits covered by them
 * @param acknowledged up to where the newest one goes, {@code FILE:POS}; empty before the first
 * @param waitMedianMicros how long the source waited for us, of the last few thousand commits
 * @param wait99Micros so long or less did 99 of 100 of them wait
 */
public record SemiSyncReport(
        String state,
        String since,
        long uncovered,
        long uncoveredInAll,
        String whenStopped,
        long acknowledgements,
        long commits,
        String acknowledged,
        long waitMedianMicros,
        long wait99Micros) {
    /** Detail: {@link #state}; there with all others, or none is. */
    public static final String STATE = "semi.sync";

    private static final String COVERED = SemiSyncCoverage.State.COVERED.text();

    public SemiSyncReport {
        requireNonNull(state, "state is null");
        requireNonNull(since, "since is null");
        requireNonNull(whenStopped, "whenStopped is null");
        requireNonNull(acknowledged, "acknowledged is null");
    }

    /** Reads it back; empty when capture was not told to acknowledge. */
    public static Optional<SemiSyncReport> of(Map<String, String> details) {
        String state = details.get(STATE);
        return state == null
                ? Optional.empty()
                : Optional.of(new SemiSyncReport(
                        state,
                        details.getOrDefault("semi.sync.since", ""),
                        number(details, "semi.sync.uncovered"),
                        number(details, "semi.sync.uncovered.total"),
                        details.getOrDefault("semi.sync.when.stopped", ""),
                        number(details, "semi.sync.acknowledgements"),
                        number(details, "semi.sync.commits"),
                        details.getOrDefault("semi.sync.acknowledged", ""),
                        number(details, "semi.sync.wait.p50.micros"),
                        number(details, "semi.sync.wait.p99.micros")));
    }

    /** As details of a status. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(STATE, state);
        details.put("semi.sync.since", since);
        details.put("semi.sync.uncovered", Long.toString(uncovered));
        details.put("semi.sync.uncovered.total", Long.toString(uncoveredInAll));
        details.put("semi.sync.when.stopped", whenStopped);
        details.put("semi.sync.acknowledgements", Long.toString(acknowledgements));
        details.put("semi.sync.commits", Long.toString(commits));
        details.put("semi.sync.acknowledged", acknowledged);
        details.put("semi.sync.wait.p50.micros", Long.toString(waitMedianMicros));
        details.put("semi.sync.wait.p99.micros", Long.toString(wait99Micros));
        return details;
    }

    /** Whether the source's commits wait for the log. */
    public boolean covered() {
        return state.equals(COVERED);
    }

    /** One sentence for people. */
    public String sentence() {
        return covered()
                ? "COMMIT on the source waits for the relay log, since " + since + "."
                : "COMMIT on the source does not wait for the relay log: " + state + " since " + since + ", commits not"
                        + " covered since then: " + uncovered + ".";
    }

    private static long number(Map<String, String> details, String name) {
        String text = details.get(name);
        return text == null ? 0 : Long.parseLong(text);
    }
}
