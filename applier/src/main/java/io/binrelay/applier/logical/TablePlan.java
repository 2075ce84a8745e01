package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.TableMapEvent;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * How the rows of one table of the source become statements for the replica's table of the same name: one INSERT for
 * many rows, one UPDATE or DELETE for each row, in the order of the events (trap 6). Plain statements, which fail where
 * the row exists already or is gone (trap 7).
 *
 * <p>Not thread-safe.
 */
public final class TablePlan {
    private final TableMapEvent source;
    private final TargetTable target;
    private final ColumnMap columns;
    private final RowFinder finder;
    private final String table;
    private final int limit;

    /**
     * @param limit characters after which an INSERT gets no more rows
     * @throws CannotCrossException the tables do not fit each other
     */
    public TablePlan(TableMapEvent source, TargetTable target, int limit) {
        this.source = requireNonNull(source, "source is null");
        this.target = requireNonNull(target, "target is null");
        this.limit = limit;
        this.table = target.database() + "." + target.name();
        if (!target.type().equals("BASE TABLE")) {
            throw new CannotCrossException("it is no ordinary table on the replica, but of type " + target.type()
                    + ". Make it one, without system versioning");
        }
        if (!target.triggers().isEmpty()) {
            throw new CannotCrossException("the replica's table has triggers (" + String.join(", ", target.triggers())
                    + "), which would change rows that the source's have changed already, and cannot be kept from it."
                    + " Drop them on the replica");
        }
        this.columns = new ColumnMap(source, target);
        this.finder = new RowFinder(columns, target);
    }

    /**
     * Gives the statements for a rows event, in order.
     *
     * @throws CannotCrossException a value cannot be stored on the replica as it is on the source
     */
    public void statements(byte[] event, Consumer<RowStatement> statements) {
        RowsEvent rows = new RowsEvent(event, source);
        if (rows.kind() == RowsEvent.Kind.INSERT) {
            Insertion insertion = new Insertion(statements);
            rows.forEach((before, after) -> insertion.add(requireNonNull(after, "no after image")));
            insertion.finish();
        } else if (rows.kind() == RowsEvent.Kind.UPDATE) {
            rows.forEach((before, after) -> update(
                    requireNonNull(before, "no before image"), requireNonNull(after, "no after image"), statements));
        } else {
            rows.forEach((before, after) -> delete(requireNonNull(before, "no before image"), statements));
        }
    }

    /** Whether the rows of an event were changed with foreign keys unchecked. */
    public static boolean withoutForeignKeyChecks(byte[] event, TableMapEvent source) {
        return new RowsEvent(event, source).withoutForeignKeyChecks();
    }

    private boolean isStored(int column, RowImage image) {
        return image.isPresent(column) && columns.form(column) != null;
    }

    /** Appends the value; returns the warnings that storing it gives. */
    private int value(int column, RowImage image, StringBuilder out) {
        if (image.isNull(column)) {
            out.append("NULL");
            return 0;
        }
        ColumnForm form = requireNonNull(columns.form(column), "a generated column");
        try {
            form.value(image.event(), image.start(column), image.end(column), out);
        } catch (CannotCrossException e) {
            throw new CannotCrossException("column " + columns.target(column).name() + ": " + e.getMessage());
        }
        return form.warnings(image.event(), image.start(column), image.end(column));
    }

    /** Rows of one INSERT. */
    private final class Insertion {
        private final Consumer<RowStatement> statements;
        private final StringBuilder sql = new StringBuilder();
        private int rows;
        private int warnings;

        Insertion(Consumer<RowStatement> statements) {
            this.statements = statements;
        }

        /** All rows of an event have the same columns. */
        void add(RowImage after) {
            if (rows > 0 && sql.length() >= limit) {
                finish();
            }
            sql.append(rows == 0 ? head(after) : ",").append('(');
            String separator = "";
            for (int i = 0; i < columns.size(); i++) {
                if (isStored(i, after)) {
                    sql.append(separator);
                    warnings += value(i, after, sql);
                    separator = ",";
                }
            }
            sql.append(')');
            rows++;
        }

        private String head(RowImage after) {
            StringBuilder head =
                    new StringBuilder("INSERT INTO ").append(target.quoted()).append(" (");
            String separator = "";
            for (int i = 0; i < columns.size(); i++) {
                if (isStored(i, after)) {
                    head.append(separator).append(columns.target(i).quoted());
                    separator = ",";
                }
            }
            return head.append(") VALUES ").toString();
        }

        void finish() {
            if (rows > 0) {
                statements.accept(new RowStatement(sql.toString(), rows, warnings, table));
                sql.setLength(0);
                rows = 0;
                warnings = 0;
            }
        }
    }

    private void update(RowImage before, RowImage after, Consumer<RowStatement> statements) {
        StringBuilder sql = new StringBuilder("UPDATE ").append(target.quoted()).append(" SET ");
        int warnings = 0;
        String separator = "";
        for (int i = 0; i < columns.size(); i++) {
            if (isStored(i, after)) {
                makeDifferent(i, before, after, statements);
                sql.append(separator).append(columns.target(i).quoted()).append('=');
                warnings += value(i, after, sql);
                separator = ",";
            } else if (columns.target(i).updatesItself()) {
                String column = columns.target(i).quoted();
                sql.append(separator).append(column).append('=').append(column);
                separator = ",";
            }
        }
        if (separator.isEmpty()) {
            return; // generated columns only
        }
        where(before, sql);
        statements.accept(new RowStatement(sql.toString(), 1, warnings, table));
    }

    /**
     * A stored value that the server would take for the new one is first replaced by one that it does not (trap 24).
     */
    private void makeDifferent(int column, RowImage before, RowImage after, Consumer<RowStatement> statements) {
        ColumnForm form = columns.form(column);
        if (form == null || !form.mayBeTakenForEqual() || after.isNull(column) || isSame(column, before, after)) {
            return;
        }
        TargetColumn name = columns.target(column);
        if (!finder.byKey(before)) {
            throw new CannotCrossException(
                    "column " + name.name() + " is JSON on the replica, whose documents may be equal"
                            + " without being the same, and the table has no primary key. Give it one on the source");
        }
        StringBuilder sql = new StringBuilder("UPDATE ")
                .append(target.quoted())
                .append(" SET ")
                .append(name.quoted())
                .append("=CAST('null' AS JSON)");
        for (int i = 0; i < columns.size(); i++) {
            TargetColumn other = columns.target(i);
            if (other.updatesItself()) {
                sql.append(',').append(other.quoted()).append('=').append(other.quoted());
            }
        }
        sql.append(" WHERE ");
        finder.append(before, sql);
        sql.append(" AND ");
        form.takenForEqual(name.quoted(), after.event(), after.start(column), after.end(column), sql);
        statements.accept(new RowStatement(sql.toString(), -1, 0, table));
    }

    private static boolean isSame(int column, RowImage before, RowImage after) {
        return before.isPresent(column)
                && !before.isNull(column)
                && Arrays.equals(
                        before.event(),
                        before.start(column),
                        before.end(column),
                        after.event(),
                        after.start(column),
                        after.end(column));
    }

    private void delete(RowImage before, Consumer<RowStatement> statements) {
        StringBuilder sql = new StringBuilder("DELETE FROM ").append(target.quoted());
        where(before, sql);
        statements.accept(new RowStatement(sql.toString(), 1, 0, table));
    }

    private void where(RowImage before, StringBuilder sql) {
        sql.append(" WHERE ");
        finder.append(before, sql);
        sql.append(" LIMIT 1");
    }
}
