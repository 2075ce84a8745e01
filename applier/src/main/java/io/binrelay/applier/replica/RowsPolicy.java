package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.config.ExecMode;

/**
 * How rows are applied.
 *
 * @param mode as events or as statements
 * @param execMode what happens to rows that do not fit; idempotent only as events
 */
public record RowsPolicy(ApplyMode mode, ExecMode execMode) {
    /** As events where that can be, and nothing that does not fit is let pass. */
    public static final RowsPolicy USUAL = new RowsPolicy(ApplyMode.AUTO, ExecMode.STRICT);

    public RowsPolicy {
        requireNonNull(mode, "mode is null");
        requireNonNull(execMode, "execMode is null");
    }
}
