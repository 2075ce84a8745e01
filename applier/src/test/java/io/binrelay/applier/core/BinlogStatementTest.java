package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.binlog.EventType;
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
