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

    /** To ask the source as well. */
    static final KeyCatalogue CHANNEL_AND_SOURCE = KeyCatalogue.of(
                    "this verb", List.of(CommonKeys.CHANNEL, CommonKeys.KAFKA_BOOTSTRAP_SERVERS))
            .with(List.of(
                    CaptureKeys.SOURCE_HOST,
                    CaptureKeys.SOURCE_PORT,
                    CaptureKeys.SOURCE_USER,
                    CaptureKeys.SOURCE_PASSWORD,
                    CaptureKeys.SOURCE_SSL_MODE))
            .beside(CommonKeys.all())
            .beside(CaptureKeys.all())
            .beside(ApplierKeys.all());

    private ChannelKeys() {}
}
