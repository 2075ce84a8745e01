package io.binrelay.relay.config;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name somebody probably meant. */
public final class NearMiss {
    /** More edits than this and the names have nothing to do with each other. */
    private static final int MOST_EDITS = 3;

    private NearMiss() {}

    /** The candidate with the fewest edits; empty when none is near. Of equally near ones the first. */
    public static Optional<String> of(String name, Stream<String> candidates) {
        int limit = Math.min(MOST_EDITS, Math.max(1, name.length() / 4));
        String best = null;
        int fewest = limit + 1;
        for (String candidate : candidates.toList()) {
            int edits = edits(name, candidate);
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** ", did you mean X?", or nothing. */
    public static String hint(String name, Stream<String> candidates) {
        return of(name, candidates)
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance). */
    private static int edits(String from, String to) {
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            table[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            table[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int replaced = table[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                if (i > 1 && j > 1 && isSwap(from, i, to, j)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[from.length()][to.length()];
    }

    private static boolean isSwap(String from, int i, String to, int j) {
        return from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
