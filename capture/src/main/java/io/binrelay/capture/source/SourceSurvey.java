package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * All a source says of itself that replication may depend on, for finding out why it does not replicate.
 *
 * @param inspection what capture itself asks
 * @param variables its global variables, names in lower case
 * @param aheadMillis how far its clock is ahead of this machine's; negative when it is behind
 */
public record SourceSurvey(SourceInspection inspection, Map<String, String> variables, long aheadMillis) {
    public SourceSurvey {
        requireNonNull(inspection, "inspection is null");
        variables = Map.copyOf(variables);
    }

    /** A global variable; empty when the server does not know it. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
