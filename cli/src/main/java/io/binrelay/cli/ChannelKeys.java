package io.binrelay.cli;

import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.KeyCatalogue;
import java.util.List;

/**
 * What the verbs that look at a channel read. Keys of services may stand beside, so that a service's file serves as
 * well.
 */
final class ChannelKeys {
    /** To find the log and the status of a channel. */
    static final KeyCatalogue CHANNEL = KeyCatalogue.of(
                    "this verb", List.of(CommonKeys.CHANNEL, CommonKeys.KAFKA_BOOTSTRAP_SERVERS))
            .beside(CommonKeys.all())
            .beside(CaptureKeys.all())
            .beside(ApplierKeys.all());

    private ChannelKeys() {}
}
