package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

/** A rule of {@code replicate-rewrite-db}: what is of one database on the source is of another one on the replica. */
public record DatabaseRewrite(String from, String to) {
    private static final String ARROW = "->";

    public DatabaseRewrite {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException("a database of a rewrite has no name: '" + from + ARROW + to + "'");
        }
    }

    /**
     * Reads {@code from->to}; blanks around the names are left aside.
     *
     * @throws IllegalArgumentException there is no arrow, or no name on one of its sides
     */
    public static DatabaseRewrite parse(String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow < 0) {
            throw new IllegalArgumentException("'" + text + "' has no '" + ARROW + "'");
        }
        return new DatabaseRewrite(
                text.substring(0, arrow).strip(),
                text.substring(arrow + ARROW.length()).strip());
    }

    /** As it is written. */
    @Override
    public String toString() {
        return from + ARROW + to;
    }
}
