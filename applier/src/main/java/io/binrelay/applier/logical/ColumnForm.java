package io.binrelay.applier.logical;

/**
 * How the values of one column of the source are written as SQL for one column of the replica, so that the replica
 * stores the same value. Everything is ASCII. Implementations have no state.
 */
interface ColumnForm {
    /**
     * Appends the value as an expression to store.
     *
     * @param event holds the cell
     * @param start where it begins
     * @param end behind it
     * @throws CannotCrossException the replica's column cannot hold it
     */
    void value(byte[] event, int start, int end, StringBuilder out);

    /**
     * Appends a condition that is true for exactly this value, to the byte.
     *
     * @param column quoted
     */
    default void identity(String column, byte[] event, int start, int end, StringBuilder out) {
        out.append(column).append("<=>");
        value(event, start, end, out);
    }

    /** Appends a condition that an index can serve and that is true for this value, maybe for equal ones too. */
    default void lookup(String column, byte[] event, int start, int end, StringBuilder out) {
        out.append(column).append('=');
        value(event, start, end, out);
    }

    /** Warnings that storing this very value gives, although it is stored as it is. */
    default int warnings(byte[] event, int start, int end) {
        return 0;
    }

    /**
     * Whether a server may leave the stored value as it is although the new one is another, because it takes the two
     * for equal (trap 24).
     */
    default boolean mayBeTakenForEqual() {
        return false;
    }

    /**
     * Appends a condition that is true where that would happen. Only if {@link #mayBeTakenForEqual}.
     *
     * @param column quoted
     */
    default void takenForEqual(String column, byte[] event, int start, int end, StringBuilder out) {
        throw new IllegalStateException("this form's values are compared to the byte");
    }
}
