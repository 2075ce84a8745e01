package io.binrelay.relay.service;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends the process, as kill -9 would, when a stage is reached for the n-th time. For crash tests: switched on by the
 * system property {@value #PROPERTY}={@code STAGE} or {@code STAGE:n}. Thread-safe.
 */
public final class HaltAtStage implements Stages {
    /** The system property. */
    public static final String PROPERTY = "binrelay.halt.at";

    /** 128 and the number of SIGKILL: the exit code that a shell reports of a process killed with -9. */
    static final int KILLED = 137;

    private static final Pattern FORM = Pattern.compile("([A-Z_]+)(?::([1-9][0-9]{0,8}))?");

    private final Stage stage;
    private final int times;
    private final IntConsumer halt;
    private final AtomicInteger reached = new AtomicInteger();

    /** @param halt ends the process with an exit code, at once */
    HaltAtStage(Stage stage, int times, IntConsumer halt) {
        this.stage = requireNonNull(stage, "stage is null");
        this.times = times;
        this.halt = requireNonNull(halt, "halt is null");
    }

    /**
     * What the system property asks for; nothing when it is not set.
     *
     * @throws BinrelayException (USAGE) it names no stage
     */
    public static Stages ofSystemProperty() {
        String text = System.getProperty(PROPERTY);
        return text == null ? Stages.UNWATCHED : parse(text, Runtime.getRuntime()::halt);
    }

    static HaltAtStage parse(String text, IntConsumer halt) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            for (Stage stage : Stage.values()) {
                if (stage.name().equals(matcher.group(1))) {
                    String count = matcher.group(2);
                    return new HaltAtStage(stage, count == null ? 1 : Integer.parseInt(count), halt);
                }
            }
        }
        throw new BinrelayException(
                ErrorCode.USAGE,
                "System property " + PROPERTY + " = '" + text + "': allowed is STAGE or STAGE:n, with a stage of "
                        + Arrays.toString(Stage.values()));
    }

    @Override
    public void reached(Stage reachedStage) {
        if (reachedStage == stage && reached.incrementAndGet() == times) {
            System.err.println("binrelay halts at " + stage + ", reached " + times + " times");
            System.err.flush();
            halt.accept(KILLED);
        }
    }
}
