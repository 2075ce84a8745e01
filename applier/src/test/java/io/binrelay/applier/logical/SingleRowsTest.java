package io.binrelay.applier.logical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.SmallRows;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Table;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleRowsTest {
    private static final Table TABLE = new Table("d", "t", List.of());
    private static final int WRITE = 30;
    private static final int UPDATE = 31;
    private static final int DELETE = 32;
    private static final int PARTIAL_UPDATE = 39;

    /**
     * INT, VARCHAR(300), BLOB, DECIMAL(20,5), BIT(9), JSON, DATETIME(3), ENUM, JSON; their metadata as they are
     * written.
     */
    private static final int[] TYPES = {3, 15, 252, 246, 16, 245, 18, 254, 245};

    private static final byte[] METADATA = {0x2c, 1, 2, 20, 5, 1, 1, 4, 3, (byte) 247, 1, 4};

    private final SplittableRandom random = new SplittableRandom(20_261_121);

    private static byte[] tableMap() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {9, 0, 0, 0, 0, 0, 1, 0, 1, 'd', 0, 1, 't', 0, (byte) TYPES.length});
        for (int type : TYPES) {
            body.write(type);
        }
        body.write(METADATA.length);
        body.writeBytes(METADATA);
        body.writeBytes(new byte[] {-1, 1});
        return SmallRows.event(19, body.toByteArray());
    }

    /** The event's bytes in front of the rows, and the rows. */
    private record Made(RelayEvent.Rows event, int begin, List<byte[]> rows) {}

    private Made event(int type, int rows, int flags, int extra) {
        boolean two = type == UPDATE || type == 24 || type == PARTIAL_UPDATE;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {9, 0, 0, 0, 0, 0, (byte) flags, 0});
        if (type >= WRITE) {
            body.writeBytes(new byte[] {(byte) (2 + extra), 0});
            body.writeBytes(new byte[extra]);
        }
        body.write(TYPES.length);
        byte[] first = {(byte) random.nextInt(1, 256), (byte) random.nextInt(2)};
        byte[] second = {(byte) random.nextInt(1, 256), (byte) random.nextInt(2)};
        body.writeBytes(first);
        if (two) {
            body.writeBytes(second);
        }
        int begin = 19 + body.size();
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            ByteArrayOutputStream row = new ByteArrayOutputStream();
            image(row, first);
            if (type == PARTIAL_UPDATE) {
                boolean partial = random.nextBoolean();
                row.write(partial ? 1 : 0);
                if (partial) {
                    row.write(random.nextInt(4));
                }
            }
            if (two) {
                image(row, second);
            }
            made.add(row.toByteArray());
            body.writeBytes(row.toByteArray());
        }
        return new Made(new RelayEvent.Rows(TABLE, SmallRows.event(type, body.toByteArray()), tableMap()), begin, made);
    }

    private void image(ByteArrayOutputStream out, byte[] present) {
        int count = Integer.bitCount(present[0] & 0xff) + Integer.bitCount(present[1] & 0xff);
        byte[] nulls = new byte[(count + 7) / 8];
        random.nextBytes(nulls);
        out.writeBytes(nulls);
        int seen = 0;
        for (int i = 0; i < TYPES.length; i++) {
            if ((present[i / 8] >> (i % 8) & 1) != 0 && (nulls[seen / 8] >> (seen++ % 8) & 1) == 0) {
                cell(out, i);
            }
        }
    }

    private void cell(ByteArrayOutputStream out, int column) {
        int length = switch (column) {
            case 0 -> 4;
            case 3 -> 10;
            case 4 -> 2;
            case 6 -> 7;
            case 7 -> 1;
            default -> random.nextInt(400);
        };
        int prefix = column == 1 || column == 2 ? 2 : column == 5 || column == 8 ? 4 : 0;
        for (int i = 0; i < prefix; i++) {
            out.write(length >> (8 * i));
        }
        byte[] value = new byte[length];
        random.nextBytes(value);
        out.writeBytes(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 24, 25, WRITE, UPDATE, DELETE, PARTIAL_UPDATE})
    void the_pieces_together_are_the_event_to_the_byte(int type) {
        for (int round = 0; round < 200; round++) {
            int flags = random.nextInt(4);
            Made made = event(type, random.nextInt(1, 40), flags, random.nextInt(3));
            byte[] whole = made.event().bytes();

            SingleRows rows = SingleRows.of(made.event());

            assertThat(rows.size()).isEqualTo(made.rows().size());
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.write(whole, 0, made.begin());
            for (int i = 0; i < rows.size(); i++) {
                RelayEvent.Rows piece = rows.get(i);
                byte[] bytes = piece.bytes();
                assertThat(Arrays.copyOfRange(bytes, made.begin(), bytes.length))
                        .isEqualTo(made.rows().get(i));
                assertThat(LittleEndian.uint32(bytes, 9)).isEqualTo(bytes.length);
                assertThat(RowsFlags.endsStatement(bytes)).isEqualTo((flags & 1) != 0 && i == rows.size() - 1);
                LittleEndian.putInt32(bytes, 9, whole.length);
                bytes[25] = whole[25];
                assertThat(Arrays.copyOf(bytes, made.begin())).isEqualTo(Arrays.copyOf(whole, made.begin()));
                assertThat(piece.tableMap()).isSameAs(made.event().tableMap());
                joined.write(bytes, made.begin(), bytes.length - made.begin());
            }
            assertThat(joined.toByteArray()).isEqualTo(whole);
        }
    }

    @Test
    void an_event_that_is_damaged_is_not_cut() {
        Made made = event(WRITE, 3, 1, 0);
        byte[] cut = Arrays.copyOf(made.event().bytes(), made.event().bytes().length - 1);
        RelayEvent.Rows damaged = new RelayEvent.Rows(TABLE, cut, made.event().tableMap());
        assertThatThrownBy(() -> SingleRows.of(damaged)).isInstanceOf(CannotCrossException.class);
        RelayEvent.Rows another = new RelayEvent.Rows(
                TABLE, made.event().bytes(), SmallRows.insert(TABLE, "a").tableMap());
        assertThatThrownBy(() -> SingleRows.of(another)).hasMessage("the event has 9 columns, its TABLE_MAP event 1");
    }
}
