package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the fuzzer knows it. Immutable: what a statement would make of it counts once the server has accepted the
 * statement.
 *
 * @param group tables that foreign keys connect: while a transaction has changed one of them, the others are left alone
 * @param columns in order
 * @param indexes names of secondary indexes that can be dropped
 */
record FuzzTable(String name, int group, List<FuzzColumn> columns, List<String> indexes) {
    FuzzTable {
        requireNonNull(name, "name is null");
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    FuzzTable withName(String newName) {
        return new FuzzTable(newName, group, columns, indexes);
    }

    FuzzTable with(FuzzColumn column) {
        List<FuzzColumn> more = new ArrayList<>(columns);
        more.add(column);
        return new FuzzTable(name, group, more, indexes);
    }

    FuzzTable without(FuzzColumn column) {
        return new FuzzTable(
                name, group, columns.stream().filter(c -> !c.equals(column)).toList(), indexes);
    }

    FuzzTable replacing(FuzzColumn old, FuzzColumn changed) {
        return new FuzzTable(
                name,
                group,
                columns.stream().map(c -> c.equals(old) ? changed : c).toList(),
                indexes);
    }

    FuzzTable withIndex(String index) {
        List<String> more = new ArrayList<>(indexes);
        more.add(index);
        return new FuzzTable(name, group, columns, more);
    }

    FuzzTable withoutIndex(String index) {
        return new FuzzTable(
                name,
                group,
                columns,
                indexes.stream().filter(i -> !i.equals(index)).toList());
    }

    List<FuzzColumn> writable() {
        return columns.stream().filter(FuzzColumn::isWritable).toList();
    }

    static String names(List<FuzzColumn> columns) {
        return columns.stream().map(FuzzColumn::name).collect(Collectors.joining(", "));
    }
}
