package io.binrelay.cli.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Collects the transactions of a page, as far as they fit. Not thread-safe. */
final class PageBuilder {
    private final int mostTransactions;
    private final int mostCharacters;
    private final List<String> transactions = new ArrayList<>();
    private StringWriter text = new StringWriter();
    private TransactionWriter writer = new TransactionWriter(text);
    private int characters;
    private OptionalLong start = OptionalLong.empty();
    private boolean full;

    PageBuilder(int mostTransactions, int mostCharacters) {
        if (mostTransactions < 1 || mostCharacters < 1) {
            throw new IllegalArgumentException(
                    "at most " + mostTransactions + " transactions, " + mostCharacters + " characters");
        }
        this.mostTransactions = mostTransactions;
        this.mostCharacters = mostCharacters;
    }

    /**
     * Adds a record; the page is not changed by one that does not fit.
     *
     * @return whether the record fits; {@link #openTransaction} tells where what does not fit begins
     */
    boolean add(LoggedRecord logged, ObjectNode json) throws IOException {
        RecordHeader header = logged.record().header();
        if (header.kind() == RecordKind.HEARTBEAT) {
            return true;
        }
        if (header.fragment() == 0) {
            begin(logged.offset());
            if (transactions.size() == mostTransactions) {
                return false;
            }
        }
        writer.write(logged.offset(), header, json);
        if (characters + text.getBuffer().length() > mostCharacters) {
            full = true;
            return false;
        }
        if (header.last()) {
            String line = text.toString();
            characters += line.length();
            transactions.add(line.strip());
            start = OptionalLong.empty();
        }
        return true;
    }

    /** Offset of the first record of the transaction that was begun and is not on the page whole; empty for none. */
    OptionalLong openTransaction() {
        return start;
    }

    /** A transaction that begins there is longer than any page. */
    void doesNotTake(long offset) {
        start = OptionalLong.of(offset);
        full = true;
    }

    /** Whether it has no room for even one transaction: the open one is longer than any page. */
    boolean isTooSmall() {
        return full && transactions.isEmpty();
    }

    /** The whole ones, each as a JSON object. */
    List<String> transactions() {
        return List.copyOf(transactions);
    }

    private void begin(long offset) {
        start = OptionalLong.of(offset);
        text = new StringWriter();
        writer = new TransactionWriter(text);
    }
}
