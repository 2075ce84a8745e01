package io.binrelay.cli.fleet;

import java.util.ArrayList;
import java.util.List;

/** How the JVM of a service in a fleet is set up: small, quick to start, dead rather than half alive. */
final class ServiceJvm {
    /** By name, since the command's own package uses this one. */
    static final String MAIN_CLASS = "io.binrelay.cli.Main";

    /** From this feature version on the JVM warns of every use of sun.misc.Unsafe, which compression libraries need. */
    private static final int WARNS_OF_UNSAFE = 23;

    private ServiceJvm() {}

    static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                // A fleet shares a few cores between ten processes: time spent on optimising is missing elsewhere.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
