package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One run of {@code binrelay doctor}, given settings. Immutable. */
final class DoctorRun {
    private final Map<String, String> settings;

    private DoctorRun(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    static DoctorRun of() {
        return new DoctorRun(Map.of());
    }

    DoctorRun with(String key, Object value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(key, String.valueOf(value));
        return new DoctorRun(more);
    }

    DoctorRun source(DatabaseServer server, String user, String password) {
        return with("source.host", "127.0.0.1")
                .with("source.port", server.port())
                .with("source.user", user)
                .with("source.password", password);
    }

    DoctorRun replica(DatabaseServer server, String user, String password) {
        return with("replica.host", "127.0.0.1")
                .with("replica.name", "r1")
                .with("replica.port", server.port())
                .with("replica.user", user)
                .with("replica.password", password);
    }

    CommandRun run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        settings.forEach((key, value) -> {
            arguments.add("--set");
            arguments.add(key + "=" + value);
        });
        arguments.addAll(List.of(more));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run;
    }

    /** Runs, and asserts that there is this line among the others. */
    CommandRun shows(String outcome, String subject, String check, String text) {
        CommandRun run = run();
        assertShows(run, outcome, subject, check, text);
        return run;
    }

    static void assertShows(CommandRun run, String outcome, String subject, String check, String text) {
        String head = String.format(Locale.ROOT, "%-8s  %-22s  ", subject, check);
        assertThat(run.out().lines().filter(line -> line.startsWith(head, 9)))
                .as("lines of %s, %s in\n%s", subject, check, run.out())
                .containsExactly(String.format(Locale.ROOT, "%-7s  ", outcome) + head + text);
    }
}
