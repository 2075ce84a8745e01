package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void version_is_the_version_of_the_build() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("(?s)binrelay \\d+\\.\\d+\\.\\d+\\S*\nJava .*");
    }

    @Test
    void an_unknown_verb_is_a_usage_error_that_names_it() {
        CommandRun run = CommandRun.of("statsu");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("binrelay: ", "'statsu'", "status", "Try 'binrelay --help'.");
    }

    @Test
    void no_verb_is_a_usage_error() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Try 'binrelay --help'.");
    }

    @Test
    void a_missing_option_is_a_usage_error_that_names_it() {
        CommandRun run = CommandRun.of("broker", "--port", "9092");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--dir=DIR", "Try 'binrelay broker --help'.");
    }

    @Test
    void a_port_out_of_range_is_a_usage_error() {
        CommandRun run = CommandRun.of("broker", "--port", "99999", "--dir", "unused");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("port 99999 is not between 1 and 65535");
    }

    @Test
    void status_without_channel_and_kafka_names_both_keys() {
        CommandRun run = CommandRun.of("status");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("channel: missing.", "kafka.bootstrap.servers: missing.");
    }

    @Test
    void status_with_kafka_unreachable_ends_with_5_and_names_the_address_tried() throws IOException {
        String address = "127.0.0.1:" + unusedPort();

        CommandRun run = CommandRun.of("status", "--kafka", address, "--channel", "shop");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("binrelay: ").contains(address);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
