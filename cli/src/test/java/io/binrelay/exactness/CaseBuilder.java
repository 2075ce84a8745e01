package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects a case, directive by directive; {@link CaseFile} tells what they mean. */
final class CaseBuilder {
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private Condition condition = Condition.ALWAYS;
    private @Nullable String refused;
    private final List<Expectation> nativeStops = new ArrayList<>();
    private final List<Expectation> nativeDiffers = new ArrayList<>();
    private String connection = Step.FIRST_CONNECTION;
    private Step.Kind kind = Step.Kind.SOURCE;

    private int nextErrno;
    private Condition nextCondition = Condition.ALWAYS;
    private boolean nextCompared;

    CaseBuilder(String name) {
        this.name = requireNonNull(name, "name is null");
    }

    /** A comment that may be a directive; others mean nothing. */
    void directive(String comment, int line) {
        if (comment.startsWith("only: ")) {
            condition = Condition.parse(behind("only: ", comment));
        } else if (comment.startsWith("refused: ")) {
            refused = behind("refused: ", comment);
        } else if (comment.startsWith("native stops")) {
            nativeStops.add(Expectation.parse(behind("native stops", comment)));
        } else if (comment.startsWith("native differs")) {
            nativeDiffers.add(Expectation.parse(behind("native differs", comment)));
        } else if (comment.startsWith("connection ")) {
            connection = behind("connection ", comment);
            kind = Step.Kind.SOURCE;
        } else if (comment.startsWith("connect ")) {
            connection = behind("connect ", comment);
            kind = Step.Kind.SOURCE;
            steps.add(new Step(Step.Kind.CONNECT, connection, connection + "\n\n", 0, nextCondition, line));
        } else if (comment.equals("replicas")) {
            kind = Step.Kind.REPLICAS;
            add(Step.Kind.SYNC, connection, line);
        } else if (comment.startsWith("error ")) {
            nextErrno = Integer.parseInt(behind("error ", comment));
        } else if (comment.startsWith("when ")) {
            nextCondition = Condition.parse(behind("when ", comment));
        } else if (comment.equals("compare")) {
            nextCompared = true;
        } else if (comment.equals("sync")) {
            add(Step.Kind.SYNC, connection, line);
        } else if (comment.equals("restart")) {
            add(Step.Kind.RESTART, connection, line);
        } else if (comment.startsWith("disconnect ")) {
            add(Step.Kind.DISCONNECT, behind("disconnect ", comment), line);
        }
    }

    private static String behind(String word, String comment) {
        return comment.substring(word.length()).strip();
    }

    private void add(Step.Kind without, String on, int line) {
        steps.add(new Step(without, on, "", 0, Condition.ALWAYS, line));
    }

    void statement(String sql, int line) {
        Step.Kind actual = nextCompared ? Step.Kind.COMPARE : kind;
        steps.add(new Step(actual, connection, sql, nextErrno, nextCondition, line));
        nextErrno = 0;
        nextCondition = Condition.ALWAYS;
        nextCompared = false;
    }

    ExactnessCase build() {
        return new ExactnessCase(name, condition, refused, nativeStops, nativeDiffers, steps);
    }
}
