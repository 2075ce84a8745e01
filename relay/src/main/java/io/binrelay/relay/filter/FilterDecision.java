package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

/**
 * What becomes of a change.
 *
 * @param executes whether it is replicated, or logged
 * @param rule which rule decided, as it is written ({@code replicate-do-db=shop}), or why none did; for people
 */
public record FilterDecision(boolean executes, String rule) {
    public FilterDecision {
        requireNonNull(rule, "rule is null");
    }

    static FilterDecision execute(String rule) {
        return new FilterDecision(true, rule);
    }

    static FilterDecision ignore(String rule) {
        return new FilterDecision(false, rule);
    }

    /** For people: {@code replicated (no rule is set)}. */
    @Override
    public String toString() {
        return (executes ? "replicated (" : "ignored (") + rule + ")";
    }
}
