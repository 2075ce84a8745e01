package io.binrelay.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A contender in a process of its own, so that heap, compiler and CPU of the two sides do not mix. Used by one thread.
 */
final class WorkerProcess implements AutoCloseable {
    private final String name;
    private final Path log;
    private final Process process;
    private final Writer orders;
    private final BufferedReader results;

    WorkerProcess(String name, Path directory, Backlog backlog, String... more) throws IOException {
        this.name = name;
        this.log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                name));
        command.addAll(List.of(backlog.toArguments()));
        command.addAll(List.of(more));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.results = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Lets the contender handle the backlog once. */
    Measurement pass() throws IOException {
        orders.write("pass\n");
        orders.flush();
        String line = results.readLine();
        if (line == null) {
            throw new IOException("benchmark worker " + name + " ended early:\n" + Files.readString(log));
        }
        return Measurement.parse(line);
    }

    @Override
    public void close() throws IOException {
        orders.close();
        if (!process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            results.close();
            return;
        }
        process.destroyForcibly();
        results.close();
    }
}
