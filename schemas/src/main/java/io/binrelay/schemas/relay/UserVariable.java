package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The value a user variable had when a statement read it, from a USER_VAR event (MySQL {@code sql/log_event.cc},
 * User_var_log_event).
 *
 * @param name without {@code @}
 * @param unsigned of an {@link Type#INTEGER}
 * @param collation a collation id; matters for {@link Type#STRING}
 * @param value as the event has it, see {@link Type}; null for SQL's NULL; not copied
 */
public record UserVariable(String name, Type type, boolean unsigned, int collation, byte @Nullable [] value) {
    public UserVariable {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    /** A variable that is NULL: the event tells neither type nor character set (63 is binary). */
    public static UserVariable ofNull(String name) {
        return new UserVariable(name, Type.STRING, false, 63, null);
    }

    /** What the bytes of the value are. */
    public enum Type {
        /** The string's bytes in the collation's character set. */
        STRING,
        /** 8 bytes, IEEE 754, little end first. */
        REAL,
        /** 8 bytes, little end first. */
        INTEGER,
        /** Precision (1 byte), scale (1 byte), then the digits in the server's format of DECIMAL columns. */
        DECIMAL
    }
}
