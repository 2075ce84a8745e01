package io.binrelay.exactness;

import java.sql.SQLException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The statements of a case, which have to end as it says. */
final class CaseScript implements Script {
    private final Iterator<Step> steps;

    CaseScript(ExactnessCase of) {
        this.steps = of.steps().iterator();
    }

    @Override
    public @Nullable Step next() {
        return steps.hasNext() ? steps.next() : null;
    }

    @Override
    public void succeeded(Step step, long rows) {
        if (step.errno() != 0) {
            throw unexpected(step, "it succeeded");
        }
    }

    @Override
    public void failed(Step step, SQLException error) {
        if (step.errno() != error.getErrorCode()) {
            throw unexpected(step, "it ended with " + error.getErrorCode() + ": " + error.getMessage());
        }
    }

    private static IllegalStateException unexpected(Step step, String what) {
        return new IllegalStateException("line " + step.line() + ": " + step.sql() + "\n  should end with error "
                + step.errno() + ", but " + what);
    }
}
