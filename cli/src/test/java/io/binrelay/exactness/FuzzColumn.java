package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

/**
 * A column as the fuzzer knows it.
 *
 * @param definition type with attributes, without NULL and NOT NULL, e.g. {@code VARCHAR(7) CHARACTER SET sjis}
 * @param generated the expression when it is computed, else empty
 */
record FuzzColumn(String name, FuzzType type, String definition, boolean notNull, String generated) {
    FuzzColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(definition, "definition is null");
        requireNonNull(generated, "generated is null");
    }

    boolean isWritable() {
        return generated.isEmpty();
    }

    FuzzColumn renamed(String newName) {
        return new FuzzColumn(newName, type, definition, notNull, generated);
    }

    /** As a key part: a prefix where the type needs one. */
    String keyPart() {
        return type.needsPrefix() ? name + "(3)" : name;
    }

    String toSql() {
        return name + " " + definition + generated + (notNull && generated.isEmpty() ? " NOT NULL" : nullable());
    }

    /** A TIMESTAMP without it may become NOT NULL. */
    private String nullable() {
        return type == FuzzType.TIMESTAMP ? " NULL" : "";
    }
}
