package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Something with a definition: a database, table, view, trigger, routine, event or account.
 *
 * @param kind such as {@code table}, {@code view}, {@code trigger}, {@code account}
 * @param schema it lives in; empty for an account
 * @param name within the schema; empty for a database itself
 */
public record ObjectName(String kind, String schema, String name) implements Comparable<ObjectName> {
    private static final Comparator<ObjectName> ORDER = Comparator.comparing(ObjectName::schema)
            .thenComparing(ObjectName::kind)
            .thenComparing(ObjectName::name);

    public ObjectName {
        requireNonNull(kind, "kind is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(name, "name is null");
    }

    @Override
    public int compareTo(ObjectName other) {
        return ORDER.compare(this, other);
    }

    /** For SQL: {@code `schema`.`name`}, or {@code `schema`} for a database. */
    String quoted() {
        return name.isEmpty()
                ? Quoting.identifier(schema)
                : Quoting.identifier(schema) + "." + Quoting.identifier(name);
    }

    /** For people: kind, then {@code schema.name}. */
    @Override
    public String toString() {
        if (schema.isEmpty()) {
            return kind + " " + name;
        }
        return name.isEmpty() ? kind + " " + schema : kind + " " + schema + "." + name;
    }
}
