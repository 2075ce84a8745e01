package io.binrelay.exactness;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices of a seed. */
final class FuzzRandom {
    private static final String HEX = "0123456789ABCDEF";

    private final SplittableRandom random;

    FuzzRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** 0 (inclusive) to the bound (exclusive). */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both inclusive. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    long anyLong() {
        return random.nextLong();
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** So many bytes as hexadecimal digits; half of the time all the same byte. */
    String hex(int bytes) {
        StringBuilder digits = new StringBuilder();
        boolean same = percent(50);
        int value = random.nextInt(256);
        for (int i = 0; i < bytes; i++) {
            value = same ? value : random.nextInt(256);
            digits.append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
        }
        return digits.toString();
    }
}
