package io.binrelay.cli.kill;

import io.binrelay.testsupport.servers.Engine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * P1: nothing is lost and nothing is applied twice, whichever process is killed, whenever. In the build a few rounds of
 * a seed that is printed; ARCHITECTURE.md has the command for more, or for a seed again.
 */
class KillTestIT {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xFFFF);

    @TempDir
    Path directory;

    /** The limit is for the long version; each wait of a round has one of its own. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void nothing_is_lost_or_applied_twice_whatever_is_killed(Engine engine) throws Exception {
        PrintStream report = System.out;
        try (KillRun run = new KillRun(engine, SEED, directory, report)) {
            run.run(ROUNDS);
        }
    }
}
