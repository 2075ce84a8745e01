package io.binrelay.exactness;

import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.FilterKeys;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.filter.DatabaseRewrite;
import io.binrelay.relay.filter.FilterRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A set of replication filters, for binrelay and for native replication.
 *
 * @param settings keys of an applier as a user sets them, {@code replicate-do-db=a}
 */
record FilterRun(List<String> settings) {
    /** What {@code binlog-do-db=a} lets into the log. */
    static final FilterRules LOGGING_A = FilterRules.ofCapture(Configuration.load(
            KeyCatalogue.of("capture", FilterKeys.ofCapture()),
            new ConfigSources(List.of("binlog-do-db=a"), Map.of(), null)));

    FilterRun {
        settings = List.copyOf(settings);
    }

    static FilterRun of(String... settings) {
        return new FilterRun(List.of(settings));
    }

    FilterRules rules() {
        KeyCatalogue keys = KeyCatalogue.of("applier", FilterKeys.ofApplier());
        return FilterRules.ofApplier(Configuration.load(keys, new ConfigSources(settings, Map.of(), null)));
    }

    /** Statements that give a server's own replication the same filters and no others. */
    List<String> statements(boolean mysql) {
        FilterRules rules = rules();
        return mysql ? mysql(rules) : mariadb(rules);
    }

    private static List<String> mysql(FilterRules rules) {
        List<String> filters = List.of(
                "REPLICATE_DO_DB = " + names(rules.doDatabases()),
                "REPLICATE_IGNORE_DB = " + names(rules.ignoreDatabases()),
                "REPLICATE_DO_TABLE = " + names(rules.doTables()),
                "REPLICATE_IGNORE_TABLE = " + names(rules.ignoreTables()),
                "REPLICATE_WILD_DO_TABLE = " + texts(rules.wildDoTables()),
                "REPLICATE_WILD_IGNORE_TABLE = " + texts(rules.wildIgnoreTables()),
                "REPLICATE_REWRITE_DB = "
                        + rules.rewrites().stream()
                                .map(rewrite -> "(" + rewrite.from() + ", " + rewrite.to() + ")")
                                .collect(Collectors.joining(", ", "(", ")")));
        return List.of("CHANGE REPLICATION FILTER " + String.join(", ", filters));
    }

    private static String names(List<String> names) {
        return names.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static String texts(List<String> patterns) {
        return patterns.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<String> mariadb(FilterRules rules) {
        List<String> statements = new ArrayList<>();
        statements.add(variable("replicate_do_db", rules.doDatabases()));
        statements.add(variable("replicate_ignore_db", rules.ignoreDatabases()));
        statements.add(variable("replicate_do_table", rules.doTables()));
        statements.add(variable("replicate_ignore_table", rules.ignoreTables()));
        statements.add(variable("replicate_wild_do_table", rules.wildDoTables()));
        statements.add(variable("replicate_wild_ignore_table", rules.wildIgnoreTables()));
        statements.add(variable(
                "replicate_rewrite_db",
                rules.rewrites().stream().map(DatabaseRewrite::toString).toList()));
        return statements;
    }

    private static String variable(String name, List<String> values) {
        return "SET GLOBAL " + name + " = '" + String.join(",", values) + "'";
    }

    /** The settings. */
    @Override
    public String toString() {
        return String.join(" ", settings);
    }
}
