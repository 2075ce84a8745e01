package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Events are written as {@code A} for the TABLE_MAP of table A, {@code a} for rows of it, {@code a.} for the last ones.
 */
class RowsStreamTest {
    private static final int MAP_LENGTH = 30;
    private static final int ROWS_LENGTH = 40;

    private final List<String> pieces = new ArrayList<>();
    private final List<String> lastTables = new ArrayList<>();

    private RowsStream stream(int pieceBytes) {
        return new RowsStream(pieceBytes, (piece, lastTable) -> {
            pieces.add(decoded(piece));
            lastTables.add(lastTable);
        });
    }

    @Test
    void many_statements_share_a_piece() {
        RowsStream stream = stream(10_000);
        add(stream, "A a. B b. A B a b.");
        assertThat(pieces).isEmpty();
        stream.flush();
        assertThat(pieces).containsExactly("A a. B b. A B a b.");
        assertThat(lastTables).containsExactly("db.B");
    }

    @Test
    void pieces_are_cut_between_statements_where_the_size_demands_it() {
        RowsStream stream = stream(2 * (MAP_LENGTH + ROWS_LENGTH));
        add(stream, "A a. A a. A a.");
        stream.flush();
        assertThat(pieces).containsExactly("A a. A a.", "A a.");
    }

    @Test
    void a_statement_that_is_cut_ends_in_each_piece_and_maps_its_tables_again() {
        RowsStream stream = stream(2 * MAP_LENGTH + 2 * ROWS_LENGTH);
        add(stream, "A B a a b a b.");
        stream.flush();
        assertThat(pieces).containsExactly("A B a a.", "A B b a.", "A B b.");
    }

    @Test
    void one_event_may_exceed_the_size() {
        RowsStream stream = stream(10);
        add(stream, "A a a.");
        stream.flush();
        assertThat(pieces).containsExactly("A a.", "A a.");
    }

    @Test
    void a_flush_inside_a_statement_cuts_it() {
        RowsStream stream = stream(10_000);
        add(stream, "A a");
        stream.flush();
        add(stream, "a.");
        stream.flush();
        assertThat(pieces).containsExactly("A a.", "A a.");
    }

    @Test
    void a_table_mapped_behind_rows_begins_a_new_piece_because_the_server_would_ignore_its_rows() {
        RowsStream stream = stream(10_000);
        add(stream, "A a B b.");
        stream.flush();
        assertThat(pieces).containsExactly("A a.", "A B b.");
    }

    @Test
    void rows_whose_table_map_was_in_an_earlier_fragment_bring_it_with_them() {
        RowsStream stream = stream(10_000);
        add(stream, "a a.");
        stream.flush();
        assertThat(pieces).containsExactly("A a a.");
    }

    @Test
    void what_was_discarded_leaves_nothing_behind() {
        RowsStream stream = stream(10_000);
        add(stream, "A a");
        stream.discard();
        add(stream, "B b.");
        stream.flush();
        assertThat(pieces).containsExactly("B b.");
    }

    @Test
    void tables_mapped_without_rows_do_not_reach_into_the_next_transaction() {
        RowsStream stream = stream(10_000);
        add(stream, "A a. B");
        stream.endTransaction();
        add(stream, "A a.");
        stream.flush();
        assertThat(pieces).containsExactly("A a. A a.");
    }

    @Test
    void a_transaction_whose_last_rows_do_not_end_their_statement_is_ended() {
        RowsStream stream = stream(10_000);
        add(stream, "A a");
        stream.endTransaction();
        add(stream, "B b.");
        stream.flush();
        assertThat(pieces).containsExactly("A a. B b.");
    }

    @Test
    void trap29_a_large_event_is_sent_at_once_and_its_statement_goes_on_behind_it() {
        byte[] large = Arrays.copyOf(rows('A', false), BinlogStatement.LARGE_EVENT + 1);
        LittleEndian.putInt32(large, 9, large.length);
        RowsStream stream = new RowsStream(1 << 20, (piece, lastTable) -> {
            if (piece.endsWithLargeEvent()) {
                pieces.add(piece.rowsEvents() + " large on " + lastTable);
            } else {
                pieces.add(decoded(piece));
            }
        });
        add(stream, "B b. A a");
        stream.add(new RelayEvent.Rows(new Table("db", "A", List.of()), large, map('A')));
        assertThat(pieces).containsExactly("B b. A a.", "1 large on db.A");
        add(stream, "a.");
        stream.flush();
        assertThat(pieces).containsExactly("B b. A a.", "1 large on db.A", "A a.");
    }

    @Test
    void nothing_is_sent_when_there_is_nothing() {
        stream(10).flush();
        assertThat(pieces).isEmpty();
    }

    private static void add(RowsStream stream, String events) {
        for (String event : events.split(" ", -1)) {
            char name = Character.toUpperCase(event.charAt(0));
            Table table = new Table("db", String.valueOf(name), List.of());
            if (event.charAt(0) == name) {
                stream.add(new RelayEvent.TableMap(table, map(name)));
            } else {
                stream.add(new RelayEvent.Rows(table, rows(name, event.endsWith(".")), map(name)));
            }
        }
    }

    private static byte[] map(char table) {
        byte[] event = new byte[MAP_LENGTH];
        event[4] = EventType.TABLE_MAP;
        LittleEndian.putInt32(event, 9, event.length);
        event[19] = (byte) table;
        return event;
    }

    private static byte[] rows(char table, boolean last) {
        byte[] event = new byte[ROWS_LENGTH];
        event[4] = EventType.WRITE_ROWS;
        LittleEndian.putInt32(event, 9, event.length);
        event[19] = (byte) table;
        event[25] = (byte) (last ? 1 : 0);
        return event;
    }

    private static String decoded(BinlogStatement piece) {
        byte[] bytes = Base64.getDecoder().decode(piece.toBase64());
        List<String> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += (int) LittleEndian.uint32(bytes, at + 9)) {
            char name = (char) bytes[at + 19];
            boolean map = bytes[at + 4] == EventType.TABLE_MAP;
            events.add(map ? String.valueOf(name) : Character.toLowerCase(name) + (bytes[at + 25] == 1 ? "." : ""));
        }
        return String.join(" ", events);
    }
}
