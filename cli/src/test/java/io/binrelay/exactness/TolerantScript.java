package io.binrelay.exactness;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that may fail, as they do in other people's scripts. */
final class TolerantScript implements Script {
    private final Iterator<Step> steps;
    private int taken;
    private int refused;

    TolerantScript(List<Step> steps) {
        this.steps = List.copyOf(steps).iterator();
    }

    @Override
    public @Nullable Step next() {
        return steps.hasNext() ? steps.next() : null;
    }

    @Override
    public void succeeded(Step step, long rows) {
        taken++;
    }

    @Override
    public void failed(Step step, SQLException error) {
        refused++;
    }

    /** How many the server took. */
    int taken() {
        return taken;
    }

    /** How many it did not. */
    int refused() {
        return refused;
    }
}
