package io.binrelay.cli.drill;

import io.binrelay.schemas.relay.RelayEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A row of the table that every transaction of the drill adds one row to.
 *
 * @param round number of the round
 * @param writer which writer, from 0
 * @param number of the transaction among those of its writer, from 1 in every round
 */
record JournalEntry(int round, int writer, int number) implements Comparable<JournalEntry> {
    static final String TABLE = "journal";

    /**
     * Made once, beside a second table, so that transactions have more than one row. Without any key: what is applied
     * twice is there twice.
     */
    static final String[] CREATE = {
        "CREATE DATABASE drill",
        "CREATE TABLE drill." + TABLE
                + " (round INT NOT NULL, writer INT NOT NULL, number INT NOT NULL, filling TEXT NOT NULL)",
        "CREATE TABLE drill.total (writer INT PRIMARY KEY, transactions BIGINT NOT NULL)"
    };

    /**
     * Common header, table id, flags, number of columns, which columns, which are NULL: see MariaDB's Rows_event_v1.
     */
    private static final int ROW_OFFSET = 19 + 6 + 2 + 1 + 1 + 1;

    /** Reads it from a rows event of MariaDB with a full image of one row. */
    static JournalEntry of(RelayEvent.Rows rows) {
        ByteBuffer values = ByteBuffer.wrap(rows.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        return new JournalEntry(
                values.getInt(ROW_OFFSET),
                values.getInt(ROW_OFFSET + Integer.BYTES),
                values.getInt(ROW_OFFSET + 2 * Integer.BYTES));
    }

    @Override
    public int compareTo(JournalEntry other) {
        int byRound = Integer.compare(round, other.round);
        int byWriter = Integer.compare(writer, other.writer);
        return byRound != 0 ? byRound : byWriter != 0 ? byWriter : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return round + "/" + writer + "/" + number;
    }
}
