package io.binrelay.cli.doctor;

/** What came of a check. */
public enum Outcome {
    /** All is as it should be. */
    OK("ok"),
    /** It replicates, but something may go wrong. */
    WARNING("warning"),
    /** It does not replicate because of this, or will not. */
    FAIL("FAIL"),
    /** Could not be checked. */
    SKIPPED("skipped");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** As a line begins. */
    public String word() {
        return word;
    }
}
