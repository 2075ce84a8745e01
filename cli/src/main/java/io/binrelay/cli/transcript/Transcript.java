package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.WholeTransactions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/** Prints a stretch of a channel's relay log. Attempts that were never finished are left out. Used by one thread. */
public final class Transcript {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaSettings kafka;
    private final String channel;
    private final PrintWriter out;

    /** @param out where to; when it breaks, as a pipe does whose reader has seen enough, printing ends */
    public Transcript(KafkaSettings kafka, String channel, PrintWriter out) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.out = requireNonNull(out, "out is null");
    }

    /** Prints from one place to another. */
    public void print(Place from, Place to) {
        print(from, to, false);
    }

    /**
     * Prints from a place on, and goes on with what is written to the log from now on; returns only when the output
     * breaks.
     */
    public void follow(Place from) {
        print(from, new Place.Latest(), true);
    }

    private void print(Place from, Place to, boolean forEver) {
        Stretch wanted = Stretch.of(kafka, channel, from, to);
        Stretch stretch = forEver ? wanted.withoutEnd() : wanted;
        JsonDecoder decoder = new JsonDecoder();
        try (WholeTransactions log = new WholeTransactions(kafka, channel, decoder);
                TransactionWriter writer = new TransactionWriter(out)) {
            log.seek(stretch.begin());
            copy(log, decoder, writer, stretch);
        } catch (IOException e) {
            // PrintWriter keeps failures for checkError: this cannot be one of the output.
            throw new java.io.UncheckedIOException("a transaction cannot be written as JSON", e);
        }
    }

    /** A transaction that begins before the end is printed whole. */
    private void copy(WholeTransactions log, JsonDecoder decoder, TransactionWriter writer, Stretch stretch)
            throws IOException {
        while (writer.isOpen() || log.position() < stretch.end()) {
            for (LoggedRecord record : log.poll(POLL)) {
                if (stretch.isOverAt(record)) {
                    return;
                }
                writer.write(record.offset(), record.record().header(), decoder.next());
            }
            out.flush();
            if (out.checkError()) {
                return;
            }
        }
    }
}
