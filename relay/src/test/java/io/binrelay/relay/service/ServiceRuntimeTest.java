package io.binrelay.relay.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceRuntimeTest {
    private final List<String> told = new ArrayList<>();
    private final ServiceRuntime runtime = new ServiceRuntime("test", Duration.ofSeconds(5));

    @Test
    void a_service_runs_round_by_round_until_it_is_stopped() {
        int exitCode = runtime.run(stop -> new Told() {
            @Override
            public void runOnce() {
                super.runOnce();
                if (told.size() == 3) {
                    runtime.stop();
                }
            }
        });
        assertThat(exitCode).isZero();
        assertThat(told).containsExactly("round", "round", "round", "closed");
    }

    @Test
    void a_failure_ends_it_with_its_own_exit_code_and_closes_it() {
        int exitCode = runtime.run(stop -> new Told() {
            @Override
            public void runOnce() {
                throw new BinrelayException(ErrorCode.APPLY, "Duplicate entry");
            }
        });
        assertThat(exitCode).isEqualTo(6);
        assertThat(told).containsExactly("closed");
    }

    @Test
    void a_defect_ends_it_with_exit_code_1() {
        int exitCode = runtime.run(stop -> new Told() {
            @Override
            public void runOnce() {
                throw new IllegalStateException("a defect");
            }
        });
        assertThat(exitCode).isEqualTo(1);
        assertThat(told).containsExactly("closed");
    }

    @Test
    void trap29_memory_that_runs_out_ends_it_with_exit_code_9_and_closes_it() {
        int exitCode = runtime.run(stop -> new Told() {
            @Override
            public void runOnce() {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        assertThat(exitCode).isEqualTo(9);
        assertThat(told).containsExactly("closed");
    }

    @Test
    void a_service_that_cannot_be_made_ends_with_its_exit_code() {
        int exitCode = runtime.run(stop -> {
            throw new BinrelayException(ErrorCode.SOURCE, "Access denied");
        });
        assertThat(exitCode).isEqualTo(4);
    }

    @Test
    void a_pause_ends_when_the_stop_is_requested() {
        StopSignal stop = new StopSignal();
        assertThat(stop.await(Duration.ofMillis(1))).isFalse();
        stop.request();
        assertThat(stop.await(Duration.ofHours(1))).isTrue();
        assertThat(stop.isRequested()).isTrue();
    }

    @Test
    void sigterm_ends_the_process_in_order_with_143() throws Exception {
        Process process = startOther();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(nextWord(output)).isEqualTo("running");
            process.toHandle().destroy(); // Process.destroy would close the output too
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(nextWord(output)).isEqualTo("hurried");
            assertThat(nextWord(output)).isEqualTo("closed");
        } finally {
            process.destroyForcibly();
        }
    }

    /** The next line of one word: log lines have more. */
    private static @Nullable String nextWord(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && line.contains(" ")) {
            line = output.readLine();
        }
        return line;
    }

    private static Process startOther() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Pausing.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A process of its own whose service pauses for long. */
    static final class Pausing {
        private Pausing() {}

        /** Runs until it is told to end. */
        public static void main(String[] arguments) {
            System.exit(new ServiceRuntime("pausing", Duration.ofSeconds(10)).run(PausingService::new));
        }
    }

    private record PausingService(StopSignal stop) implements Service {
        @Override
        public void runOnce() {
            System.out.println("running");
            assertThat(stop.await(Duration.ofMinutes(5))).isTrue();
        }

        @Override
        public void hurry() {
            System.out.println("hurried");
        }

        @Override
        public void close() {
            System.out.println("closed");
        }
    }

    private class Told implements Service {
        @Override
        public void runOnce() {
            told.add("round");
        }

        @Override
        public void close() {
            told.add("closed");
        }
    }
}
