package io.binrelay.exactness;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements that come one at a time and are told how they ended. */
interface Script {
    /** The next one; null when there is none. */
    @Nullable
    Step next();

    /** The current schema of its connections. */
    default String schema() {
        return Lab.SCHEMA;
    }

    /** Whether each character of a statement stands for a byte, so that a script may change the character set. */
    default boolean isBytes() {
        return false;
    }

    /** Whether {@link #answered} is to be told the answer to the step that came last. */
    default boolean asks() {
        return false;
    }

    /** What the server answered, before {@link #succeeded}; only when it {@link #asks}. */
    default void answered(Step step, Answer answer) {
        // Nobody asks.
    }

    /** The server took it. */
    void succeeded(Step step, long rows);

    /** The server did not. */
    void failed(Step step, SQLException error);
}
