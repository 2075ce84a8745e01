package io.binrelay.capture.source;

import java.util.List;
import java.util.Map;

/**
 * The tables of a source that replication has trouble with, the server's own left aside; names are
 * {@code schema.table}, sorted.
 *
 * @param withoutKey tables that have neither a primary key nor a unique one of columns that cannot be NULL (trap 4)
 * @param withoutTransactions tables of engines without transactions (trap 33)
 * @param engines engine to the number of its tables
 */
public record TableSurvey(List<String> withoutKey, List<String> withoutTransactions, Map<String, Long> engines) {
    public TableSurvey {
        withoutKey = List.copyOf(withoutKey);
        withoutTransactions = List.copyOf(withoutTransactions);
        engines = Map.copyOf(engines);
    }
}
