package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.FilterKeys;
import java.util.List;

/**
 * The rules as they are configured. Immutable.
 *
 * @param place where they are applied
 * @param doTables {@code database.table}, as are the other rules for tables
 * @param wildDoTables patterns, see {@link WildPattern}
 * @param rewrites in order: the first that fits counts
 */
public record FilterRules(
        Place place,
        List<String> doDatabases,
        List<String> ignoreDatabases,
        List<String> doTables,
        List<String> ignoreTables,
        List<String> wildDoTables,
        List<String> wildIgnoreTables,
        List<DatabaseRewrite> rewrites) {
    /** Everything is replicated. */
    public static final FilterRules NONE =
            new FilterRules(Place.REPLICA, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Where rules are applied. */
    public enum Place {
        /** What enters the log: {@code binlog-*}. */
        LOG("binlog-"),
        /** What is applied: {@code replicate-*}. */
        REPLICA("replicate-");

        private final String prefix;

        Place(String prefix) {
            this.prefix = prefix;
        }

        /** What the names of its options begin with. */
        public String prefix() {
            return prefix;
        }
    }

    public FilterRules {
        requireNonNull(place, "place is null");
        doDatabases = List.copyOf(doDatabases);
        ignoreDatabases = List.copyOf(ignoreDatabases);
        doTables = List.copyOf(doTables);
        ignoreTables = List.copyOf(ignoreTables);
        wildDoTables = List.copyOf(wildDoTables);
        wildIgnoreTables = List.copyOf(wildIgnoreTables);
        rewrites = List.copyOf(rewrites);
    }

    /** An applier's. */
    public static FilterRules ofApplier(Configuration configuration) {
        return new FilterRules(
                Place.REPLICA,
                configuration.find(FilterKeys.REPLICATE_DO_DB).orElse(List.of()),
                configuration.find(FilterKeys.REPLICATE_IGNORE_DB).orElse(List.of()),
                configuration.find(FilterKeys.REPLICATE_DO_TABLE).orElse(List.of()),
                configuration.find(FilterKeys.REPLICATE_IGNORE_TABLE).orElse(List.of()),
                configuration.find(FilterKeys.REPLICATE_WILD_DO_TABLE).orElse(List.of()),
                configuration.find(FilterKeys.REPLICATE_WILD_IGNORE_TABLE).orElse(List.of()),
                configuration.find(FilterKeys.REPLICATE_REWRITE_DB).orElse(List.of()).stream()
                        .map(DatabaseRewrite::parse)
                        .toList());
    }

    /** Capture's. */
    public static FilterRules ofCapture(Configuration configuration) {
        return new FilterRules(
                Place.LOG,
                configuration.find(FilterKeys.BINLOG_DO_DB).orElse(List.of()),
                configuration.find(FilterKeys.BINLOG_IGNORE_DB).orElse(List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same without those that name tables. */
    public FilterRules ofDatabases() {
        return new FilterRules(
                place, doDatabases, ignoreDatabases, List.of(), List.of(), List.of(), List.of(), rewrites);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return doDatabases.isEmpty() && ignoreDatabases.isEmpty() && rewrites.isEmpty() && !hasTableRules();
    }

    /** Whether there are rules that name tables, with wildcards or without. */
    public boolean hasTableRules() {
        return !doTables.isEmpty() || !ignoreTables.isEmpty() || !wildDoTables.isEmpty() || !wildIgnoreTables.isEmpty();
    }
}
