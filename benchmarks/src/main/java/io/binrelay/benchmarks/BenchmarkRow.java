package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

/**
 * One comparison.
 *
 * @param name what was measured
 * @param binrelay binrelay's median
 * @param peer the peer's median
 * @param peerName who the peer is
 * @param ratio how many times better binrelay is: above 1 it wins, whatever the unit
 * @param unit of both medians
 * @param spread minimum and maximum of both sides
 */
public record BenchmarkRow(
        String name, double binrelay, double peer, String peerName, double ratio, String unit, String spread) {
    public BenchmarkRow {
        requireNonNull(name, "name is null");
        requireNonNull(peerName, "peerName is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(spread, "spread is null");
    }

    /** A figure of which more is better, such as rows per second. */
    static BenchmarkRow higherIsBetter(String name, Spread binrelay, Spread peer, String peerName, String unit) {
        return row(name, binrelay, peer, peerName, binrelay.median() / peer.median(), unit);
    }

    /** A figure of which less is better, such as microseconds per row. */
    static BenchmarkRow lowerIsBetter(String name, Spread binrelay, Spread peer, String peerName, String unit) {
        return row(name, binrelay, peer, peerName, peer.median() / binrelay.median(), unit);
    }

    private static BenchmarkRow row(
            String name, Spread binrelay, Spread peer, String peerName, double ratio, String unit) {
        return new BenchmarkRow(
                name,
                binrelay.median(),
                peer.median(),
                peerName,
                ratio,
                unit,
                "binrelay " + binrelay + ", peer " + peer);
    }

    /** binrelay's median for people. */
    public String binrelayText() {
        return Spread.number(binrelay);
    }

    /** The peer's median for people. */
    public String peerText() {
        return Spread.number(peer);
    }
}
