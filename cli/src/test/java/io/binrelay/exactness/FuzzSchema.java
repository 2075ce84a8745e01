package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random tables: all types of the server, keys of all kinds and none, engines, generated columns, partitions. */
final class FuzzSchema {
    private final FuzzRandom random;
    private final ServerVersion server;
    private final List<FuzzType> types;
    private int names;

    FuzzSchema(FuzzRandom random, ServerVersion server) {
        this.random = requireNonNull(random, "random is null");
        this.server = requireNonNull(server, "server is null");
        this.types = FuzzType.of(server);
    }

    /** A table, and the statement that makes it. */
    record Made(FuzzTable table, String sql) {}

    String newName(String prefix) {
        names++;
        return prefix + names;
    }

    FuzzColumn newColumn() {
        FuzzType type = random.of(types);
        return new FuzzColumn(newName("c"), type, type.definition(random), random.percent(20), "");
    }

    /** @param parent a table with a primary key id to refer to; null for none */
    Made newTable(@Nullable FuzzTable parent) {
        String name = newName("t");
        List<FuzzColumn> columns = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        boolean id = parent != null || random.percent(50);
        if (id) {
            boolean auto = random.percent(50);
            columns.add(new FuzzColumn(
                    "id", FuzzType.INTEGER, "INT" + (auto ? " AUTO_INCREMENT PRIMARY KEY" : ""), true, ""));
            if (!auto) {
                parts.add("PRIMARY KEY (id)");
            }
        }
        int count = random.between(1, 7);
        for (int i = 0; i < count; i++) {
            columns.add(newColumn());
        }
        if (parent == null && !id) {
            addKey(columns, parts);
        }
        if (random.percent(40)) {
            columns.add(generated(columns.get(random.below(columns.size()))));
        }
        if (parent != null) {
            columns.add(new FuzzColumn("parent", FuzzType.INTEGER, "INT", false, ""));
            parts.add("FOREIGN KEY (parent) REFERENCES " + parent.name() + " (id) ON DELETE "
                    + random.of("CASCADE", "SET NULL", "RESTRICT") + " ON UPDATE "
                    + random.of("CASCADE", "SET NULL", "RESTRICT"));
        }
        List<String> definitions =
                new ArrayList<>(columns.stream().map(FuzzColumn::toSql).toList());
        definitions.addAll(parts);
        String sql =
                "CREATE TABLE " + name + " (" + String.join(", ", definitions) + ")" + options(id && parent == null);
        int group = parent == null ? names : parent.group();
        return new Made(new FuzzTable(name, group, columns, List.of()), sql);
    }

    private String options(boolean mayChoose) {
        if (!mayChoose) {
            return "";
        }
        return random.of(
                "",
                "",
                "",
                " ENGINE=MyISAM",
                " PARTITION BY HASH (id) PARTITIONS 3",
                " PARTITION BY KEY () PARTITIONS 2",
                " CHARACTER SET latin1",
                server.family() == Family.MARIADB ? " ENGINE=Aria" : " ROW_FORMAT=COMPRESSED");
    }

    private void addKey(List<FuzzColumn> columns, List<String> parts) {
        List<FuzzColumn> keyable =
                columns.stream().filter(column -> column.type().isKeyable()).toList();
        if (keyable.isEmpty() || random.percent(40)) {
            return;
        }
        String kind = random.of("PRIMARY KEY (", "UNIQUE KEY (", "UNIQUE KEY (", "KEY (");
        parts.add(kind + keyParts(keyable) + ")");
    }

    /** One or two columns as the parts of an index. */
    String keyParts(List<FuzzColumn> keyable) {
        return keyable.stream()
                .skip(random.below(keyable.size()))
                .limit(random.between(1, 2))
                .map(FuzzColumn::keyPart)
                .collect(Collectors.joining(", "));
    }

    private FuzzColumn generated(FuzzColumn of) {
        boolean number = of.type() == FuzzType.INTEGER && !of.definition().contains("AUTO_INCREMENT");
        String expression = number ? of.name() + " % 1000" : "LENGTH(HEX(" + of.name() + "))";
        String base = of.definition().contains("AUTO_INCREMENT") ? "7 + 1" : expression;
        return new FuzzColumn(
                newName("g"),
                FuzzType.INTEGER,
                "BIGINT",
                false,
                " AS (" + base + ") " + random.of("VIRTUAL", "STORED"));
    }
}
