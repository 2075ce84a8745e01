package io.binrelay.cli.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks at what this process prints. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal. */
    public static boolean isStandardOutput() {
        return isTerminal(1);
    }

    /** Whether standard input is a terminal: somebody is there to ask. */
    public static boolean isStandardInput() {
        return isTerminal(0);
    }

    /** Whether standard error is a terminal. */
    public static boolean isStandardError() {
        return isTerminal(2);
    }

    /**
     * Java 17 tells only whether standard input and output are both a terminal ({@link System#console()}), and from 22
     * on not even that by the same call; Linux shows where each descriptor leads (proc(5), {@code /proc/self/fd}).
     */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
