package io.binrelay.applier.replica;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says about the channel when an applier takes it over.
 *
 * @param checkpoint null when the replica does not know the channel
 * @param intent what a predecessor had begun and not completed, else null
 * @param definitionsChanged whether the replica's definitions differ from those recorded with the intent; false without
 *     one or where none were recorded
 * @param userTables without a checkpoint: some tables the replica holds, qualified; empty when it is empty
 */
public record Claim(
        @Nullable Checkpoint checkpoint, @Nullable Intent intent, boolean definitionsChanged, List<String> userTables) {
    public Claim {
        userTables = List.copyOf(userTables);
    }
}
