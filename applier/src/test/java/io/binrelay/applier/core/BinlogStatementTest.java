package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.binlog.EventType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinlogStatementTest {
    @Test
    void events_of_any_length_are_encoded_as_one_base64_text_without_line_breaks() {
        long seed = Long.getLong("seed", 42);
        SplittableRandom random = new SplittableRandom(seed);
        BinlogStatement statement = new BinlogStatement(1024);
        for (int round = 0; round < 300; round++) {
            statement.clear();
            byte[] first = event(random, 30 + random.nextInt(3));
            byte[] second = event(random, 30 + random.nextInt(round < 290 ? 500 : 200_000));
            statement.add(first);
            statement.add(second);
            byte[] all = new byte[first.length + second.length];
            System.arraycopy(first, 0, all, 0, first.length);
            System.arraycopy(second, 0, all, first.length, second.length);
            assertThat(statement.toBase64())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Base64.getEncoder().encodeToString(all))
                    .hasSize((int) BinlogStatement.lengthOf(all.length) - "BINLOG ''".length());
        }
    }

    @Test
    void trap29_a_large_event_is_encoded_behind_others_whole_or_in_parts_and_marked_without_touching_it() {
        SplittableRandom random = new SplittableRandom(29);
        BinlogStatement statement = new BinlogStatement(1024);
        for (int before = 40; before < 43; before++) {
            for (int more = 1; more < 4; more++) {
                statement.clear();
                byte[] small = event(random, before);
                byte[] large = event(random, BinlogStatement.LARGE_EVENT + more);
                large[4] = EventType.UPDATE_ROWS;
                large[25] = 0;
                statement.add(small);
                statement.add(large);
                statement.endStatement();
                assertThat(statement.endsWithLargeEvent()).isTrue();
                assertThat(large[25]).as("the caller's array").isZero();

                byte[] all = Arrays.copyOf(small, small.length + large.length);
                System.arraycopy(large, 0, all, small.length, large.length);
                all[small.length + 25] = 1;
                String expected = Base64.getEncoder().encodeToString(all);
                for (int cut : new int[] {0, 39, 42, 66, 69, 72, 999_999}) {
                    byte[] text = new byte[expected.length()];
                    String first = new String(text, 0, statement.writeBase64(0, cut, text), StandardCharsets.US_ASCII);
                    String second = new String(
                            text, 0, statement.writeBase64(cut, all.length, text), StandardCharsets.US_ASCII);
                    assertThat(first + second).isEqualTo(expected);
                }
                assertThatThrownBy(() -> statement.add(small)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void only_the_last_rows_event_is_marked_as_the_end() {
        byte[] rows = rows(0);
        BinlogStatement statement = new BinlogStatement(1024);
        statement.add(rows);
        statement.add(rows);
        statement.endStatement();
        byte[] sent = Base64.getDecoder().decode(statement.toBase64());
        assertThat(sent[25]).isZero();
        assertThat(sent[rows.length + 25]).isEqualTo((byte) 1);
        assertThat(rows[25]).as("the caller's array").isZero();
        assertThat(statement.rowsEvents()).isEqualTo(2);
    }

    @Test
    void a_statement_without_rows_has_no_end_to_mark() {
        assertThatThrownBy(() -> new BinlogStatement(1024).endStatement()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_cleared_statement_is_empty() {
        BinlogStatement statement = new BinlogStatement(1024);
        statement.add(rows(0));
        statement.clear();
        assertThat(statement.isEmpty()).isTrue();
        assertThat(statement.rowsEvents()).isZero();
        assertThat(statement.toBase64()).isEmpty();
    }

    static byte[] rows(int flags) {
        byte[] event = new byte[40];
        event[4] = EventType.WRITE_ROWS;
        event[25] = (byte) flags;
        return event;
    }

    private static byte[] event(SplittableRandom random, int length) {
        byte[] event = new byte[length];
        for (int i = 0; i < length; i++) {
            event[i] = (byte) random.nextInt();
        }
        return event;
    }
}
