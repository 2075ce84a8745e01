package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** So many random statements; remembers them all, so that they can be run again without the generator. */
final class FuzzScript implements Script {
    private final FuzzGenerator generator;
    private final int most;
    private final List<Step> taken = new ArrayList<>();
    private int refused;
    private long rows;
    private long commits;

    FuzzScript(FuzzGenerator generator, int most) {
        this.generator = requireNonNull(generator, "generator is null");
        this.most = most;
    }

    @Override
    public @Nullable Step next() {
        if (taken.size() == most) {
            return null;
        }
        FuzzGenerator.Statement statement = generator.next();
        Step step = new Step(
                Step.Kind.SOURCE, statement.connection(), statement.sql(), 0, Condition.ALWAYS, taken.size() + 1);
        taken.add(step);
        return step;
    }

    @Override
    public void succeeded(Step step, long changed) {
        generator.accepted();
        rows += changed;
        if (step.sql().equals("COMMIT")) {
            commits++;
        }
    }

    @Override
    public void failed(Step step, SQLException error) {
        refused++;
    }

    /** All statements, also those the server refused. */
    List<Step> steps() {
        return List.copyOf(taken);
    }

    /** How many the server refused. */
    int refused() {
        return refused;
    }

    /** Rows changed. */
    long rows() {
        return rows;
    }

    /** Explicit transactions that were committed. */
    long commits() {
        return commits;
    }
}
