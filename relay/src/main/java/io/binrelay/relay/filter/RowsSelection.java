package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the TABLE_MAPs and rows events of statements one by one and gives on those that are kept, so that each
 * statement still ends: the last rows event of a statement carries a flag (STMT_END_F) without which a server leaves
 * its tables open, and which has to move to another event when that one is not kept. So of a statement that is kept in
 * part, one rows event is held back until the next, or the statement's end, is known. Not thread-safe.
 *
 * @param <E> an event
 */
public final class RowsSelection<E> {
    private final UnaryOperator<E> endingStatement;

    /** Of the statement that is open: whether a table of it is not kept. */
    private boolean partial;

    /** Whether rows of it were given on that do not carry the flag. */
    private boolean unended;

    private @Nullable E held;

    /** @param endingStatement the same rows event with the flag that ends its statement */
    public RowsSelection(UnaryOperator<E> endingStatement) {
        this.endingStatement = requireNonNull(endingStatement, "endingStatement is null");
    }

    /** Takes a TABLE_MAP; those of a statement stand in front of its rows. */
    public void tableMap(E map, boolean kept, Consumer<E> target) {
        if (kept) {
            target.accept(map);
        } else {
            partial = true;
        }
    }

    /**
     * Takes a rows event.
     *
     * @param ends whether it ends its statement
     * @throws IllegalStateException its table was mapped behind rows of the same statement, which have no end now
     */
    public void rows(E rows, boolean kept, boolean ends, Consumer<E> target) {
        E waiting = held;
        held = null;
        if (!kept) {
            skip(waiting, ends, target);
        } else {
            if (waiting != null) {
                target.accept(waiting);
                unended = true;
            }
            if (partial && !ends) {
                held = rows;
            } else {
                target.accept(rows);
                unended = !ends;
            }
        }
        if (ends) {
            clear();
        }
    }

    private void skip(@Nullable E waiting, boolean ends, Consumer<E> target) {
        if (!ends) {
            held = waiting;
            return;
        }
        if (waiting != null) {
            target.accept(endingStatement.apply(waiting));
        } else if (unended) {
            throw new IllegalStateException(
                    "rows of a table that is left out end a statement behind rows that are kept, and the table was not"
                            + " announced in front of those");
        }
    }

    /** The transaction ends: gives on what is held back, as the end of its statement. */
    public void finish(Consumer<E> target) {
        if (held != null) {
            target.accept(endingStatement.apply(held));
        }
        clear();
    }

    /** Forgets the statement that is open. */
    public void clear() {
        held = null;
        partial = false;
        unended = false;
    }
}
