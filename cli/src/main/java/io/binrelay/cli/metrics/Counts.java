package io.binrelay.cli.metrics;

import java.util.Map;

/**
 * What is counted of a service's statuses, which tell only the last of each.
 *
 * @param disconnects how often it has lost the source
 * @param errors how often it met an error, by the server's error number
 */
record Counts(long disconnects, Map<Integer, Long> errors) {
    Counts {
        errors = Map.copyOf(errors);
    }
}
