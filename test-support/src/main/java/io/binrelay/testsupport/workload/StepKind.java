package io.binrelay.testsupport.workload;

/** What one step of the shop's workload does. */
public enum StepKind {
    /** Inserts an order with its items, takes them from the inventory, often inserts a payment. Fires a trigger. */
    PLACE_ORDER(300),
    /** Updates status and note of an order. Fires a trigger. */
    CHANGE_ORDER(120),
    /** Deletes an order; items and payments go by ON DELETE CASCADE. Fires a trigger. */
    CANCEL_ORDER(40),
    /** Inserts a few customers. */
    NEW_CUSTOMERS(60),
    /** Deletes a customer; orders, items and payments go by ON DELETE CASCADE over two levels. */
    DELETE_CUSTOMER(8),
    /** Updates prices and the JSON attributes of a range of products. */
    CHANGE_PRODUCTS(60),
    /** Inserts rows into the table without a key: duplicates and NULLs. */
    WRITE_LOG(110),
    /** Updates and deletes some of several equal rows of the table without a key. */
    TRIM_LOG(30),
    /** Inserts rows of every type, at the edges of their ranges. */
    INSERT_TYPES(60),
    /** Updates rows of every type. */
    UPDATE_TYPES(50),
    /** Deletes rows of every type. */
    DELETE_TYPES(20),
    /** Changes primary keys: one, a chain in descending order, a swap through a temporary value. */
    MOVE_KEYS(40),
    /** A transaction with savepoints, some of it rolled back. */
    SAVEPOINTS(50),
    /** A transaction that is rolled back as a whole; leaves nothing. */
    ROLLBACK(30),
    /** Inserts, updates or deletes some thousand rows. */
    LARGE(3),
    /** Calls a stored procedure that writes. */
    CALL_PROCEDURE(20),
    /** Adds a column, or drops it if it is there. */
    ALTER_COLUMN(5),
    /** Changes a column's type and default. */
    MODIFY_COLUMN(4),
    /** Adds an index, or drops it if it is there. */
    ALTER_INDEX(5),
    /** Creates a table like another and fills it. */
    CREATE_TABLE(4),
    /** Renames a table and back in one statement with another. */
    RENAME_TABLE(4),
    /** Drops the tables that CREATE_TABLE made. */
    DROP_TABLE(3),
    /** Empties the table without a key. */
    TRUNCATE(3),
    /** Creates or replaces a view. */
    CREATE_VIEW(3),
    /** Drops and creates the procedure. */
    CREATE_PROCEDURE(2),
    /** Drops and creates a trigger. */
    CREATE_TRIGGER(2),
    /** Creates an account, grants it something, or drops it. Only when accounts are wanted. */
    ACCOUNT(3);

    private final int weight;

    StepKind(int weight) {
        this.weight = weight;
    }

    /** How often it comes, relative to the others; greater than 0. */
    int weight() {
        return weight;
    }

    /**
     * Whether it is not a transaction of rows but a statement that changes definitions or accounts (or several such).
     */
    public boolean isDdl() {
        return compareTo(ALTER_COLUMN) >= 0;
    }
}
