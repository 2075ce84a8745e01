package io.binrelay.testsupport.workload;

import java.util.SplittableRandom;

/** Values of {@link OltpBacklog}. Not thread-safe. */
final class OltpRows {
    private final SplittableRandom random;

    OltpRows(long seed, int part) {
        this.random = new SplittableRandom(seed * 1_000_003 + part);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A row in parentheses. */
    String row(long id) {
        return "(" + id + "," + below(1_000) + ",'" + text(30) + "'," + price() + "," + below(100_000) + ",'" + moment()
                + "','" + text(60) + "')";
    }

    /** Assignments that change a row. */
    String changes() {
        return "k=" + below(1_000) + ",price=" + price() + ",amount=" + below(100_000) + ",changed='" + moment() + "'";
    }

    private String price() {
        return below(10_000_000) + "." + (10 + below(90));
    }

    private String moment() {
        return "2024-0" + (1 + below(9)) + "-" + (10 + below(18)) + " 10:" + (10 + below(50)) + ":" + (10 + below(50));
    }

    private String text(int length) {
        char[] letters = new char[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (char) ('a' + below(26));
        }
        return new String(letters);
    }
}
