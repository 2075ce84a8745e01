package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A short command that was run to its end.
 *
 * @param command program and arguments
 * @param exitCode its exit code; -1 when it could not be executed
 * @param output what it printed, both streams
 */
record CommandRun(List<String> command, int exitCode, String output) {
    boolean succeeded() {
        return exitCode == 0;
    }

    /** Runs a command; failure of any kind is in the result. */
    static CommandRun tryRun(List<String> command) {
        return tryRun(command, Path.of("/"), Map.of());
    }

    /** Runs a command in a directory with variables added to the environment; failure of any kind is in the result. */
    static CommandRun tryRun(List<String> command, Path directory, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandRun(command, process.waitFor(), output);
        } catch (IOException e) {
            return new CommandRun(command, -1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while running " + command.get(0), e);
        }
    }

    /** Runs a command that must succeed. */
    static CommandRun run(List<String> command, Map<String, String> environment) {
        CommandRun run = tryRun(command, Path.of("/"), environment);
        if (!run.succeeded()) {
            throw new ServerException(run.describe());
        }
        return run;
    }

    /** The command, its exit code and the end of its output. */
    String describe() {
        String tail = output.length() > 4_000 ? output.substring(output.length() - 4_000) : output;
        return "`" + String.join(" ", command) + "` ended with " + exitCode + ":\n" + tail;
    }
}
