package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

/**
 * What a step did.
 *
 * @param kind of it
 * @param rows that its statements inserted, updated or deleted, without those of triggers and cascades; 0 when it was
 *     rolled back
 */
public record WorkloadStep(StepKind kind, long rows) {
    public WorkloadStep {
        requireNonNull(kind, "kind is null");
    }
}
