package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The last step: compares all servers and says what came out. */
final class Verdict {
    private final Fleet fleet;
    private final Narrator narrator;

    Verdict(Fleet fleet, Narrator narrator) {
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.narrator = requireNonNull(narrator, "narrator is null");
    }

    /** Compares, tells, and returns whether all are identical. */
    boolean compare() throws SQLException, InterruptedException {
        narrator.step("Compare every row and every definition on all servers");
        List<ComparedServer> servers = new ArrayList<>();
        servers.add(ComparedServer.of(fleet.source()));
        fleet.replicas().forEach(replica -> servers.add(ComparedServer.of(replica.server())));
        ComparisonResult result = ServerComparison.of(servers).run();
        result.toText().lines().forEach(narrator::line);
        narrator.line("");
        narrator.line(
                result.identical()
                        ? "VERDICT: identical. Nothing was lost and nothing was applied twice: not where capture was killed,"
                                + " not where an applier was killed, not in the replica rebuilt from the topic."
                        : "VERDICT: DIFFERENT. This must not happen; please report it with the seed and the lines above.");
        return result.identical();
    }
}
