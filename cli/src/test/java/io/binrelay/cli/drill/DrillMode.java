package io.binrelay.cli.drill;

import java.util.List;
import java.util.Map;

/** Whether COMMIT waits for the relay log. */
enum DrillMode {
    SEMI_SYNCHRONOUS,
    ASYNCHRONOUS;

    /** Further keys of the services. */
    Map<String, String> serviceKeys() {
        return switch (this) {
            case SEMI_SYNCHRONOUS -> Map.of("source.semi.sync", "true");
            case ASYNCHRONOUS -> Map.of();
        };
    }

    /** Further options of the source. */
    List<String> sourceOptions() {
        return switch (this) {
            case SEMI_SYNCHRONOUS ->
                List.of(
                        "--rpl-semi-sync-master-enabled=ON",
                        "--rpl-semi-sync-master-wait-no-slave=ON",
                        // Longer than any round: the source cannot fall back, so a COMMIT that returns is covered.
                        "--rpl-semi-sync-master-timeout=3600000");
            case ASYNCHRONOUS -> List.of();
        };
    }
}
