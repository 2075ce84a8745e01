package io.binrelay.schemas.relay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of rows in statement format depends on beside its session (trap 10): the INTVAR, RAND and USER_VAR
 * events in front of it. Null: the source did not say, because the statement does not use it.
 *
 * @param lastInsertId what LAST_INSERT_ID() gives; 64 bits, unsigned
 * @param insertId the first AUTO_INCREMENT value; 64 bits, unsigned
 * @param randomSeed1 with {@code randomSeed2} what RAND() begins with
 */
public record StatementInputs(
        @Nullable Long lastInsertId,
        @Nullable Long insertId,
        @Nullable Long randomSeed1,
        @Nullable Long randomSeed2,
        List<UserVariable> userVariables) {
    /** Of a statement that uses none of these. */
    public static final StatementInputs NONE = new StatementInputs(null, null, null, null, List.of());

    public StatementInputs {
        userVariables = List.copyOf(userVariables);
    }

    /** Whether there is nothing to set. */
    public boolean isEmpty() {
        return lastInsertId == null
                && insertId == null
                && randomSeed1 == null
                && randomSeed2 == null
                && userVariables.isEmpty();
    }
}
