package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.binlog.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which column of the replica's table each column of the source's is: by name where the source tells names
 * ({@code binlog_row_metadata=FULL}), else by position as between servers of one family. Every column must have its
 * counterpart, generated ones aside (traps 11 to 13). Immutable.
 */
final class ColumnMap {
    private final List<TargetColumn> targets;
    private final List<@Nullable ColumnForm> forms;

    /** @throws CannotCrossException the tables do not fit each other */
    ColumnMap(TableMapEvent source, TargetTable target) {
        requireNonNull(source, "source is null");
        requireNonNull(target, "target is null");
        boolean named = source.metadata().columns().stream().allMatch(column -> column.name() != null);
        this.targets = named ? byName(source, target) : byPosition(source, target);
        this.forms = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            TargetColumn column = targets.get(i);
            forms.add(
                    column.generated()
                            ? null
                            : ColumnForms.of(
                                    source.columns().get(i),
                                    source.metadata().columns().get(i),
                                    column));
        }
    }

    private static List<TargetColumn> byName(TableMapEvent source, TargetTable target) {
        List<TargetColumn> found = new ArrayList<>();
        for (TableMetadata.Column column : source.metadata().columns()) {
            String name = requireNonNull(column.name(), "a column without a name");
            found.add(target.columns().stream()
                    .filter(candidate -> candidate.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new CannotCrossException(
                            "the replica's table has no column " + name + ". Give both tables the same columns")));
        }
        for (TargetColumn column : target.columns()) {
            if (!column.generated() && !found.contains(column)) {
                throw new CannotCrossException("the replica's table has a column " + column.name()
                        + " that the source's has not. Give both tables the same columns");
            }
        }
        return found;
    }

    private static List<TargetColumn> byPosition(TableMapEvent source, TargetTable target) {
        if (source.columns().size() != target.columns().size()) {
            throw new CannotCrossException(
                    "the source's table has " + source.columns().size()
                            + " columns and the replica's " + target.columns().size()
                            + ". Give both tables the same columns; with binlog_row_metadata=FULL on the source they are"
                            + " found by name");
        }
        return target.columns();
    }

    int size() {
        return targets.size();
    }

    TargetColumn target(int column) {
        return targets.get(column);
    }

    /** Null for generated columns, which are not stored. */
    @Nullable
    ColumnForm form(int column) {
        return forms.get(column);
    }

    /** The index of a column of the replica's table, by its name; -1 for one that the source does not have. */
    int indexOf(String name) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
