package io.binrelay.relay.filter;

import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.FilterKeys;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Filters from keys as a user writes them, and statements for them. */
final class Filters {
    private Filters() {}

    /** @param settings {@code key=value} */
    static ReplicationFilter replica(Family family, String... settings) {
        return new ReplicationFilter(rules(settings), new NameComparison(family, false));
    }

    static FilterRules rules(String... settings) {
        KeyCatalogue keys = KeyCatalogue.of("test", FilterKeys.ofApplier());
        return FilterRules.ofApplier(Configuration.load(keys, new ConfigSources(List.of(settings), Map.of(), null)));
    }

    static ReplicationFilter log(Family family, String... settings) {
        KeyCatalogue keys = KeyCatalogue.of("test", FilterKeys.ofCapture());
        Configuration configuration = Configuration.load(keys, new ConfigSources(List.of(settings), Map.of(), null));
        return new ReplicationFilter(FilterRules.ofCapture(configuration), new NameComparison(family, false));
    }

    static Statement statement(String database, String sql) {
        return statement(database, sql.getBytes(StandardCharsets.UTF_8), StatementContext.UNSAID);
    }

    static Statement statement(String database, byte[] text, StatementContext context) {
        return new Statement(1_700_000_000, 1, 0, 0, database, text, 7, 0, context);
    }
}
