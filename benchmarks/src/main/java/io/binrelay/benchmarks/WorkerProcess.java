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
import org.jspecify.annotations.Nullable;

/**
 * A contender in a process of its own, so that heap, compiler and CPU of the two sides do not mix. Used by one thread.
 */
final class WorkerProcess implements AutoCloseable {
    /** For profiling: options added to the JVMs of all contenders; {@code %n} in them is the contender's name. */
    private static final String MORE_OPTIONS = "BINRELAY_BENCH_WORKER_OPTS";

    /** What a line with a measurement begins with. */
    static final String RESULT = "result ";

    private static final long END_SECONDS = 20;

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer orders;
    private final BufferedReader results;

    /**
     * Starts it.
     *
     * @param name which contender, see {@link Worker}
     * @param heap its largest heap, as the JVM wants it: {@code 256m}
     * @param directory gets what it prints
     * @param arguments of the contender
     */
    WorkerProcess(String name, String heap, Path directory, List<String> arguments) throws IOException {
        this.name = name;
        this.log = directory.resolve(name + ".log");
        this.process = new ProcessBuilder(command(heap, arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.results = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private List<String> command(String heap, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dlogback.configurationFile=io/binrelay/benchmarks/worker-logback.xml");
        @Nullable String more = System.getenv(MORE_OPTIONS);
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().replace("%n", name).split(" +")));
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Worker.class.getName());
        command.add(name);
        command.addAll(arguments);
        return command;
    }

    /** Which contender it is. */
    String name() {
        return name;
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /**
     * Lets the contender handle the backlog once.
     *
     * @param order words without blanks, what this pass is about
     * @throws IOException the contender has failed; the message holds what it printed
     */
    Measurement pass(String... order) throws IOException {
        return Measurement.parse(answer(order));
    }

    private String answer(String... order) throws IOException {
        try {
            orders.write(String.join(" ", order) + "\n");
            orders.flush();
            // A JVM prints to standard output too, when its options tell it to record or to log.
            for (String line = results.readLine(); line != null; line = results.readLine()) {
                if (line.startsWith(RESULT)) {
                    return line.substring(RESULT.length());
                }
            }
        } catch (IOException e) {
            throw new IOException("benchmark worker " + name + " is gone:\n" + Files.readString(log), e);
        }
        throw new IOException("benchmark worker " + name + " ended early:\n" + Files.readString(log));
    }

    /** Ends it by ending its input; kills it when that does not help. */
    @Override
    public void close() throws IOException {
        try (results) {
            orders.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
