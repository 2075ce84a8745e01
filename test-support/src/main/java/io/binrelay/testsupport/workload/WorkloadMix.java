package io.binrelay.testsupport.workload;

/** How often each step of a {@link ShopWorkload} comes. */
public enum WorkloadMix {
    /** Everything often, changes of definitions too (one step in 27): much happens in a short test. */
    DENSE(1),

    /**
     * Like a shop with much to do: one change of definitions in 200 steps, one transaction of thousands of rows in
     * 2,600.
     */
    EVERYDAY(8);

    private final int factor;

    WorkloadMix(int factor) {
        this.factor = factor;
    }

    /** Greater than 0, relative to those of the other steps. */
    int weight(StepKind kind) {
        return kind.isDdl() || kind == StepKind.LARGE ? kind.weight() : kind.weight() * factor;
    }
}
