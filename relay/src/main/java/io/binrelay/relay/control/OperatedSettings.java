package io.binrelay.relay.control;

import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.ErrorAction;
import java.util.Set;

/**
 * How a service is operated.
 *
 * @param liveKeys keys that its work heeds itself: a change of these does not make it begin anew
 * @param startsHeld whether it waits for an order that is newer than its process
 * @param waitsAfterErrors whether it waits for an order after an error; else its process ends
 */
public record OperatedSettings(Set<String> liveKeys, boolean startsHeld, boolean waitsAfterErrors) {
    public OperatedSettings {
        liveKeys = Set.copyOf(liveKeys);
    }

    /** As configured. */
    public static OperatedSettings of(Configuration configuration) {
        return new OperatedSettings(
                Set.of(ApplierKeys.APPLY_DELAY_SECONDS.name()),
                configuration.get(CommonKeys.SKIP_START),
                configuration.get(CommonKeys.SERVICE_ON_ERROR) == ErrorAction.WAIT);
    }
}
