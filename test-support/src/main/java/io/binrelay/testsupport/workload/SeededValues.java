package io.binrelay.testsupport.workload;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Values for SQL statements, from a seeded generator: the same seed gives the same values. Not thread-safe. */
final class SeededValues {
    private static final List<String> WORDS = List.of(
            "apple", "brass", "cedar", "delta", "ember", "fjord", "grün", "hazel", "iris", "jade", "kilo", "łódź",
            "mango", "nova", "ópalo", "pearl", "quartz", "río", "snow", "tiger", "über", "violet", "willow", "xenon",
            "yarrow", "東京", "Ωmega", "🚲");

    private final SplittableRandom random;

    SeededValues(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From 0 to bound - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From low to high, both included. */
    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    /** True in so many of a hundred cases. */
    boolean percent(int of100) {
        return random.nextInt(100) < of100;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String word() {
        return oneOf(WORDS);
    }

    /** Words with spaces between them. */
    String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
        return text.toString();
    }

    /** A decimal number below the limit, such as 12.34. */
    String decimal(int limit, int scale) {
        long unscaled = random.nextLong((long) (limit * Math.pow(10, scale)));
        return java.math.BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    /** A moment of the years 2020 to 2029 with microseconds, in UTC, such as {@code 2023-05-06 07:08:09.000123}. */
    String moment() {
        long second = between(1_577_836_800L, 1_893_455_999L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        return String.format(Locale.ROOT, "%tF %<tT.%06d", time, random.nextInt(1_000_000));
    }

    /** Hexadecimal literal of so many random bytes; {@code ''} for none. */
    String bytes(int count) {
        if (count == 0) {
            return "''";
        }
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < count; i++) {
            text.append(String.format(Locale.ROOT, "%02X", random.nextInt(256)));
        }
        return text.toString();
    }

    /** A string literal. */
    static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
