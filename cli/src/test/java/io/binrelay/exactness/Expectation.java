package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of native replication from some sources.
 *
 * @param condition the sources
 * @param text a part of an error, or a reason
 */
record Expectation(Condition condition, String text) {
    Expectation {
        requireNonNull(condition, "condition is null");
        requireNonNull(text, "text is null");
    }

    /** Of {@code : TEXT}, for all sources, or {@code on CONDITION: TEXT}. */
    static Expectation parse(String behindWord) {
        int colon = behindWord.indexOf(':');
        String sources = behindWord.substring(0, colon).strip();
        Condition condition = sources.isEmpty()
                ? Condition.ALWAYS
                : Condition.parse(sources.substring("on ".length()).strip());
        return new Expectation(condition, behindWord.substring(colon + 1).strip());
    }

    /** The first text for a source; null when nothing is expected. */
    static @Nullable String of(List<Expectation> expectations, ServerVersion source) {
        return expectations.stream()
                .filter(expectation -> expectation.condition().holds(source))
                .map(Expectation::text)
                .findFirst()
                .orElse(null);
    }
}
