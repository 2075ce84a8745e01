package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.output.Paragraph;
import java.io.PrintWriter;

/**
 * Tells what happens and why: numbered steps, sentences below them, and a line of progress that on a terminal is
 * rewritten in place. Thread-safe: servers that start in parallel have something to say too.
 */
public final class Narrator {
    private static final int WIDTH = 110;
    private static final String INDENT = "   ";
    /** ECMA-48: to the first column, erase the line. */
    private static final String REWRITE = "\r\u001b[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private final int steps;
    private int step;
    private boolean progressShown;
    private boolean silent;

    /**
     * @param out where to
     * @param terminal whether lines can be rewritten
     * @param steps how many there will be
     */
    public Narrator(PrintWriter out, boolean terminal, int steps) {
        this.out = requireNonNull(out, "out is null");
        this.terminal = terminal;
        this.steps = steps;
    }

    /** Begins the next step. */
    public synchronized void step(String title) {
        step++;
        endProgress();
        print("");
        print("[" + step + "/" + steps + "] " + title);
    }

    /** Some sentences, wrapped and indented. */
    public synchronized void say(String text) {
        endProgress();
        Paragraph.wrap(text, WIDTH - INDENT.length()).forEach(line -> print(INDENT + line));
    }

    /** A line as it is, indented: part of a table, a command to type. */
    public synchronized void line(String text) {
        endProgress();
        print(INDENT + text);
    }

    /** How far things are; replaces the line of progress before it, if nothing was said since. */
    public synchronized void progress(String text) {
        if (silent) {
            return;
        }
        if (!terminal) {
            print(INDENT + text);
            return;
        }
        out.print(REWRITE + INDENT + text);
        out.flush();
        progressShown = true;
    }

    /** From now on nothing is told any more but by {@link #last}. */
    public synchronized void silence() {
        endProgress();
        silent = true;
    }

    /** Told even after {@link #silence()}. */
    public synchronized void last(String text) {
        endProgress();
        out.println(text);
        out.flush();
    }

    private void print(String line) {
        if (silent) {
            return;
        }
        out.println(line);
        out.flush();
    }

    private void endProgress() {
        if (progressShown) {
            out.println();
            progressShown = false;
        }
    }
}
