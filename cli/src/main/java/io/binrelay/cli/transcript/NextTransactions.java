package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayIndex;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.relay.log.WholeTransactions;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks up transactions of the relay log by their numbers, to show what they would do. Used by one thread. */
public final class NextTransactions {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_EVENTS = 10;
    private static final int MOST_CHARACTERS = 300;

    private final KafkaSettings kafka;
    private final String channel;

    public NextTransactions(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /**
     * A transaction in short.
     *
     * @param header of its last record
     * @param lines what to print: a title, and a line for each of its first events
     */
    public record Summary(RecordHeader header, List<String> lines) {
        public Summary {
            requireNonNull(header, "header is null");
            lines = List.copyOf(lines);
        }
    }

    /**
     * Transactions one behind the other.
     *
     * @param sequence number of the first
     * @param count how many at most
     * @return fewer when the log does not have so many yet; empty when it has none
     */
    public List<Summary> from(long sequence, int count) {
        try (RelayIndex index = new RelayIndex(kafka, channel)) {
            OptionalLong begin = index.ofSequence(sequence);
            return begin.isEmpty() ? List.of() : at(begin.getAsLong(), count);
        }
    }

    /**
     * One transaction; empty when it is not in the log. Reads the log from its beginning.
     *
     * @param gtid as the source writes it
     */
    public Optional<Summary> ofGtid(String gtid) {
        try (RelayIndex index = new RelayIndex(kafka, channel)) {
            OptionalLong begin = index.ofGtid(gtid);
            return begin.isEmpty()
                    ? Optional.empty()
                    : at(begin.getAsLong(), 1).stream().findFirst();
        }
    }

    private List<Summary> at(long begin, int count) {
        JsonDecoder decoder = new JsonDecoder();
        long end;
        try (RelayScanner scanner = new RelayScanner(kafka, channel, decoder)) {
            end = scanner.bounds().end();
        }
        List<Summary> found = new ArrayList<>();
        try (WholeTransactions log = new WholeTransactions(kafka, channel, decoder)) {
            log.seek(begin);
            Open open = new Open();
            while (found.size() < count && log.position() < end) {
                for (LoggedRecord record : log.poll(POLL)) {
                    ObjectNode json = decoder.next();
                    if (found.size() < count && record.record().header().kind() == RecordKind.TRANSACTION) {
                        open.add(record, json);
                        if (record.record().header().last()) {
                            found.add(open.finish(record.record().header()));
                            open = new Open();
                        }
                    }
                }
            }
        }
        return found;
    }

    /** A transaction whose records are being read. */
    private static final class Open {
        private final List<String> events = new ArrayList<>();
        private int count;
        private long offset = -1;

        void add(LoggedRecord record, ObjectNode json) {
            if (offset < 0) {
                offset = record.offset();
            }
            for (JsonNode event : json.withArray("events")) {
                count++;
                if (events.size() < MOST_EVENTS) {
                    String text = event.toString();
                    events.add("  "
                            + (text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ..."));
                }
            }
        }

        Summary finish(RecordHeader header) {
            List<String> lines = new ArrayList<>();
            lines.add("transaction " + header.sequence()
                    + (header.gtid() == null ? "" : ", GTID " + header.gtid())
                    + ", source position " + header.begin() + " to " + header.end()
                    + ", relay log offset " + offset
                    + ", committed " + Instant.EPOCH.plus(header.commitMicros(), ChronoUnit.MICROS) + ":");
            lines.addAll(events);
            if (count == 0) {
                lines.add("  changes nothing");
            } else if (count > events.size()) {
                lines.add("  ... and " + (count - events.size()) + " more events");
            }
            return new Summary(header, lines);
        }
    }
}
