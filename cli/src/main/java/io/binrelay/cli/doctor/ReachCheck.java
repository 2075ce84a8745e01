package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a database server is reached at all: the name, the port, and what answers there. */
final class ReachCheck {
    private static final String CHECK = "host and port";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For ports that are only guessed. */
    private static final Duration GLANCE = Duration.ofMillis(300);

    /** Where second servers on a machine usually listen. */
    private static final List<Integer> USUAL_PORTS = List.of(3306, 3307, 3308, 3309, 3310);

    private static final int HOST_BLOCKED = 1129;
    private static final int HOST_NOT_ALLOWED = 1130;

    private final Subject subject;
    private final String keys;
    private final String host;
    private final int port;

    /** @param keys what the keys begin with: {@code source} for {@code source.host} */
    ReachCheck(Subject subject, String keys, String host, int port) {
        this.subject = requireNonNull(subject, "subject is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.host = requireNonNull(host, "host is null");
        this.port = port;
    }

    Finding run() {
        Answer answer = new PortProbe(PATIENCE).ask(host, port);
        if (answer instanceof Answer.Greeting greeting) {
            return subject.ok(CHECK, greeting.address() + " answers: " + product(greeting.version()));
        }
        if (answer instanceof Answer.NoSuchHost) {
            return subject.fail(
                    CHECK,
                    "no host has the name '" + host + "'",
                    "Check " + keys + ".host, and that this machine can look it up: getent hosts " + host);
        }
        if (answer instanceof Answer.Unreachable unreachable) {
            return unreachable(unreachable);
        }
        if (answer instanceof Answer.Refusal refusal) {
            return refused(refusal);
        }
        Answer.Stranger stranger = (Answer.Stranger) answer;
        return subject.fail(CHECK, "at " + stranger.address() + " answers " + stranger.what(), elsewhere());
    }

    private Finding unreachable(Answer.Unreachable answer) {
        String found = answer.address() + (answer.silent() ? ": " : " ") + answer.reason();
        return subject.fail(
                CHECK,
                found,
                answer.silent()
                        ? "Check " + keys + ".host, that the machine is up, and firewalls between: nc -vz " + host + " "
                                + port
                        : elsewhere());
    }

    private Finding refused(Answer.Refusal answer) {
        String found = answer.address() + " answers with error " + answer.errno() + ": " + answer.message();
        String remedy = switch (answer.errno()) {
            case HOST_BLOCKED ->
                "Too many broken connections came from here. Run on the server: mysqladmin flush-hosts (MySQL"
                        + " from 8.0.23 on: TRUNCATE TABLE performance_schema.host_cache)";
            case HOST_NOT_ALLOWED ->
                "No account of the server may come from this machine. Create " + keys + ".user for the host"
                        + " that the message names";
            default -> "";
        };
        return subject.fail(CHECK, found, remedy);
    }

    /** Where else on the host a server answers: 3306 may have been meant to be 3307. */
    private String elsewhere() {
        Set<Integer> ports = new TreeSet<>(USUAL_PORTS);
        ports.add(Math.max(1, port - 1));
        ports.add(Math.min(65_535, port + 1));
        ports.remove(port);
        PortProbe glance = new PortProbe(GLANCE);
        List<String> found = new ArrayList<>();
        for (int other : ports) {
            if (glance.ask(host, other) instanceof Answer.Greeting greeting) {
                found.add(product(greeting.version()) + " answers on port " + other + " of the same host: if that is"
                        + " the one, set " + keys + ".port=" + other);
            }
        }
        return found.isEmpty()
                ? "Check " + keys + ".host and " + keys + ".port; on that machine run: mysql -e 'SELECT @@port,"
                        + " @@bind_address, @@skip_networking'"
                : String.join("; ", found);
    }

    private static String product(String version) {
        try {
            return ServerVersion.parse(version).toString();
        } catch (IllegalArgumentException e) {
            // A proxy may call itself anything.
            return "a server of version '" + version + "'";
        }
    }
}
