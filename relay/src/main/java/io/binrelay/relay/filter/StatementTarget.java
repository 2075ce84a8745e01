package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a statement changes, as far as filter rules ask. */
public sealed interface StatementTarget {
    /** CREATE, ALTER or DROP of a database. */
    record Database(String name) implements StatementTarget {
        public Database {
            requireNonNull(name, "name is null");
        }
    }

    /** These tables, in the order of the text; at least one. */
    record Tables(List<TableName> names) implements StatementTarget {
        public Tables {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("names is empty");
            }
        }

        public Tables(TableName... names) {
            this(List.of(names));
        }
    }

    /** At least one of these tables; the text alone does not tell which. */
    record SomeOf(List<TableName> names) implements StatementTarget {
        public SomeOf {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("names is empty");
            }
        }
    }

    /** DROP TRIGGER: the table is known to the replica alone. */
    record DroppedTrigger(TableName name) implements StatementTarget {
        public DroppedTrigger {
            requireNonNull(name, "name is null");
        }
    }

    /**
     * Accounts, roles or privileges: servers judge these by the privilege tables in {@code mysql}, and a GRANT on a
     * table or routine by that name as well (MySQL {@code sql/auth/sql_user_table.cc}, open_grant_tables).
     *
     * @param granted the table or routine of a GRANT or REVOKE; else empty
     */
    record Accounts(List<TableName> granted) implements StatementTarget {
        public Accounts {
            granted = List.copyOf(granted);
        }
    }

    /** No table: routines, events, servers, a function that is called; table rules say nothing about these. */
    record NoTable() implements StatementTarget {}

    /** Exempt from table rules: SET, and DROP TEMPORARY TABLE IF EXISTS. */
    record Exempt() implements StatementTarget {}

    /**
     * The text does not tell.
     *
     * @param why for people
     */
    record Unknown(String why) implements StatementTarget {
        public Unknown {
            requireNonNull(why, "why is null");
        }
    }
}
