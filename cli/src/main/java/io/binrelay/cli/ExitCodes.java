package io.binrelay.cli;

import io.binrelay.relay.service.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes as help and documentation show them. */
final class ExitCodes {
    static final String HEADING = "%nExit codes:%n";

    /** A service that was asked to end: 128 + 15, as shells report a process that ended by SIGTERM. */
    static final int TERMINATED = 143;

    /** 128 + 2: ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** Exit code to meaning, in order. */
    static Map<String, String> all() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        for (ErrorCode code : ErrorCode.values()) {
            codes.put(Integer.toString(code.exitCode()), meaning(code));
        }
        codes.put(Integer.toString(TERMINATED), "ended by SIGTERM, cleanly (130: by Ctrl-C)");
        return codes;
    }

    private static String meaning(ErrorCode code) {
        return switch (code) {
            case INTERNAL -> "a defect of binrelay itself; the stack trace is on standard error";
            case USAGE -> "the command line is wrong";
            case CONFIGURATION -> "a key is unknown, missing, or has a value that is not allowed";
            case SOURCE -> "the source cannot be reached, or refuses";
            case KAFKA -> "Kafka cannot be reached, refuses, or the relay log is not what it must be";
            case APPLY -> "the replica cannot be reached, refuses, or a change cannot be applied to it";
            case DIFFERENCE -> "a comparison found a difference";
            case TIMEOUT -> "a wait or a limit was exceeded";
            case MEMORY -> "the heap is too small, as for a large row: the message names the -Xmx that it takes";
        };
    }
}
