package io.binrelay.cli.transcript;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayIndex;
import io.binrelay.relay.log.WholeTransactions;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Some transactions of a relay log, read beside a service's work: with bounded memory and time, however large
 * transactions are.
 *
 * @param transactions each a JSON object without line breaks, as {@code binrelay log} prints it
 * @param next offset at which the next page begins; empty when the stretch is over
 */
public record LogPage(List<String> transactions, OptionalLong next) {
    /** Most transactions of a page. */
    public static final int MOST_TRANSACTIONS = 1_000;

    private static final int MOST_CHARACTERS = 4 << 20;
    private static final int MOST_RECORD_BYTES = 4 << 20;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    public LogPage {
        transactions = List.copyOf(transactions);
        requireNonNull(next, "next is null");
    }

    /**
     * Reads a page: what comes first between two places. It ends earlier when it becomes large, when reading takes
     * long, and before a transaction that is still being written.
     *
     * @param most transactions, 1 to {@link #MOST_TRANSACTIONS}
     * @throws BinrelayException (USAGE) a place is not in the log; (KAFKA) unreachable
     */
    public static LogPage read(KafkaSettings kafka, String channel, Place from, Place to, int most) {
        Stretch stretch = Stretch.of(kafka, channel, from, to);
        JsonDecoder decoder = new JsonDecoder();
        PageBuilder page = new PageBuilder(Math.min(most, MOST_TRANSACTIONS), MOST_CHARACTERS);
        OptionalLong next;
        try (WholeTransactions log = WholeTransactions.ofFew(kafka, channel, decoder, MOST_RECORD_BYTES)) {
            log.seek(stretch.begin());
            next = fill(page, log, decoder, stretch);
        } catch (IOException e) {
            throw new UncheckedIOException("a transaction cannot be written as JSON", e);
        }
        boolean leavesOut = page.isTooSmall();
        return leavesOut ? leftOut(kafka, channel, next.orElseThrow()) : new LogPage(page.transactions(), next);
    }

    /**
     * One object: {@code transactions}, and {@code next}, null when there are no more. A transaction too long for any
     * page has {@code offset} and {@code leftOut} only, which says how to see it.
     */
    public String json() {
        return "{\n\"transactions\" : ["
                + (transactions.isEmpty() ? "" : "\n" + String.join(",\n", transactions) + "\n")
                + "],\n\"next\" : " + (next.isPresent() ? Long.toString(next.getAsLong()) : "null") + "\n}";
    }

    private static OptionalLong fill(PageBuilder page, WholeTransactions log, JsonDecoder decoder, Stretch stretch)
            throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (page.openTransaction().isPresent() || log.position() < stretch.end()) {
            if (System.nanoTime() - deadline >= 0) {
                return OptionalLong.of(page.openTransaction().orElse(log.position()));
            }
            List<LoggedRecord> records;
            try {
                records = log.poll(POLL);
            } catch (BinrelayException e) {
                if (e.code() != ErrorCode.USAGE) {
                    throw e;
                }
                page.doesNotTake(page.openTransaction().orElse(log.position()));
                return page.openTransaction();
            }
            for (LoggedRecord record : records) {
                ObjectNode json = decoder.next();
                if (stretch.isOverAt(record)) {
                    return OptionalLong.empty();
                }
                if (!page.add(record, json)) {
                    return page.openTransaction();
                }
            }
        }
        return OptionalLong.empty();
    }

    private static LogPage leftOut(KafkaSettings kafka, String channel, long offset) {
        try (RelayIndex index = new RelayIndex(kafka, channel)) {
            String how = "longer than " + MOST_CHARACTERS + " characters; binrelay log --from " + offset + " --to "
                    + offset + " shows it";
            ObjectNode node =
                    JsonNodeFactory.instance.objectNode().put("offset", offset).put("leftOut", how);
            return new LogPage(List.of(node.toString()), index.behindTransactionAt(offset));
        }
    }
}
