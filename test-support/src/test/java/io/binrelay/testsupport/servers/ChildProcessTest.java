package io.binrelay.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    private Path directory;

    @Test
    void itsOutputIsLoggedAndItsExitCodeIsKnown() {
        ChildProcess child = start("echo one; echo two >&2; echo $GREETING; exit 7", Map.of("GREETING", "hello"));

        assertThat(child.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(child.exitCode()).isEqualTo(OptionalInt.of(7));
        assertThat(child.onExit().join()).isEqualTo(7);
        assertThat(child.logTail(2)).isEqualTo("two\nhello");
        assertThat(child.logTail(9)).isEqualTo("one\ntwo\nhello");
    }

    @Test
    void terminationIsOrderlyWhereTheChildAllowsIt() {
        ChildProcess child =
                start("trap 'echo bye; exit 0' TERM; echo ready; while true; do sleep 0.05; done", Map.of());
        awaitLine(child, "ready");

        assertThat(child.terminate(Duration.ofSeconds(30))).isTrue();
        assertThat(child.logTail(1)).isEqualTo("bye");
        assertThat(child.exitCode()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void whatDoesNotEndInTimeIsKilled() {
        ChildProcess child = start("trap '' TERM; echo ready; while true; do sleep 0.05; done", Map.of());
        awaitLine(child, "ready");

        assertThat(child.terminate(Duration.ofMillis(200))).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.exitCode()).isEqualTo(OptionalInt.of(128 + 9));
    }

    @Test
    void aProgramThatIsNotThereIsAnErrorThatNamesIt() throws Exception {
        Path log = Files.createFile(directory.resolve("log"));
        ChildCommand command = new ChildCommand("ghost", List.of("/no/such/program"), Map.of(), log);
        if (ChildGuard.prefix().isEmpty()) {
            assertThatThrownBy(() -> ChildProcess.start(command)).hasMessageContaining("/no/such/program");
            return;
        }
        // Found out by setsid or setpriv, which tell it in the log.
        ChildProcess child = ChildProcess.start(command);
        assertThat(child.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(child.exitCode()).isNotEqualTo(OptionalInt.of(0));
        assertThat(child.logTail(5)).contains("/no/such/program");
    }

    private ChildProcess start(String script, Map<String, String> environment) {
        return ChildProcess.start(
                new ChildCommand("script", List.of("sh", "-c", script), Map.of(), directory.resolve("log"))
                        .withEnvironment(environment));
    }

    private static void awaitLine(ChildProcess child, String line) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!child.logTail(5).contains(line)) {
            assertThat(System.nanoTime()).as("waited for '%s'", line).isLessThan(deadline);
            child.waitFor(Duration.ofMillis(20));
        }
    }
}
