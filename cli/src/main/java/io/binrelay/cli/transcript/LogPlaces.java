package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.RelayIndex;
import io.binrelay.relay.log.RelayScanner;

/** Where places stand in a channel's relay log. Stateless. */
public final class LogPlaces {
    private final KafkaSettings kafka;
    private final String channel;

    public LogPlaces(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /** What there is of the log now. */
    public LogBounds bounds() {
        try (RelayScanner scanner = new RelayScanner(kafka, channel, new JsonDecoder())) {
            return scanner.bounds();
        }
    }

    /**
     * The offset of the first record of the transaction at a place, or behind it.
     *
     * @throws io.binrelay.relay.service.BinrelayException (USAGE) the place is not in the log
     */
    public long offsetOf(Place place) {
        try (RelayIndex index = new RelayIndex(kafka, channel)) {
            return new Bounds(index, bounds()).begin(place);
        }
    }
}
