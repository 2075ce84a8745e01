package io.binrelay.schemas.binlog;

import static io.binrelay.schemas.binlog.CapturedEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events of MySQL 9.7.4 and MariaDB 11.4.5. */
class CompressedEventTest {
    private static final String MARIADB_WRITE =
            "4ab2016ba65127000034000000000000000000" + "1f0000000000010003078160789cfb23ccc0c010954833000095e42384";
    private static final String MARIADB_QUERY = "4ab2016ba5512700006f000000000000000000"
            + "08000000000000000100001a000000000001010000205400000000060373746404ff00ff00080064008127789c73f473f4898c72"
            + "55f0f40b760d0a015221fe0a250a1a659a0a618e3ea1aec10a1aea1546ea9a00d5940a38";
    private static final String PAYLOAD = "b1b2016b2801000000b0000000cc080000000002"
            + "01000303fc840101018d0028b52ffd6084001d0400824616229029e9b0d0ffff5f004c8e2217388a67f34f8bf80dfdaa8112da9a"
            + "61f4df04d95ba6ff7f3a0c24e8c8f8df69db044b3a2f67b7568a09ce6e3af6425e61587d9c87a3a116e359381136936354e54447"
            + "7c0f0c98f1d7561f271100a004e2f0260880a7eb060103b854411f30762a13a03970e1085b731b59d603e2819107e005";

    @Test
    void rowsOfMariaDb() {
        BinlogEvent plain = CompressedEvent.unpack(event(MARIADB_WRITE));
        assertThat(plain.type()).isEqualTo(EventType.WRITE_ROWS_V1);
        assertThat(plain.endPosition()).isEqualTo(1234);
        String rows = new String(plain.bytes(), StandardCharsets.ISO_8859_1);
        assertThat(rows).endsWith("a".repeat(90)).doesNotContain("a".repeat(91));
        assertThat(plain.bytes()).hasSize(19 + 10 + 96);
    }

    @Test
    void aStatementOfMariaDb() {
        BinlogEvent plain = CompressedEvent.unpack(event(MARIADB_QUERY));
        assertThat(plain.type()).isEqualTo(EventType.QUERY);
        assertThat(QueryEvent.parse(plain).text()).asString().isEqualTo("ANALYZE INSERT INTO t (v) VALUES ('x2')");
    }

    @Test
    void aDamagedPartOrAnUnknownAlgorithmIsRefused() {
        assertThatThrownBy(() -> CompressedEvent.unpack(event(MARIADB_WRITE.replace("789cfb", "789cfc"))))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> CompressedEvent.unpack(event(MARIADB_WRITE.replace("8160789c", "8161789c"))))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("does not unpack to 97 bytes");
        assertThatThrownBy(() -> CompressedEvent.unpack(event(MARIADB_WRITE.replace("8160789c", "9160789c"))))
                .isInstanceOf(UnsupportedEventException.class)
                .hasMessageContaining("algorithm 1");
    }

    @Test
    void theEventsInAPayloadOfMySql() {
        List<BinlogEvent> events = read(event(PAYLOAD));
        assertThat(events)
                .extracting(BinlogEvent::type)
                .containsExactly(EventType.QUERY, EventType.TABLE_MAP, EventType.WRITE_ROWS, EventType.XID);
        assertThat(events).extracting(BinlogEvent::endPosition).containsOnly(1234L);
        assertThat(events.stream().mapToInt(each -> each.bytes().length).sum()).isEqualTo(388);
    }

    @Test
    void aPayloadThatEndsTooEarlyIsRefused() throws IOException {
        BinlogEvent torn = payload(new byte[30], 1);
        assertThatThrownBy(() -> read(torn)).isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> read(event(PAYLOAD.replace("018d0028b5", "018c0028b5"))))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("payload size");
    }

    @Test
    void p6_ofAPayloadThatUnpacksToMoreThanAnArrayHoldsOneEventAtATimeIsInMemory() throws IOException {
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        LittleEndian.putInt32(large, 9, large.length);
        int count = 2_100;
        long total = 0;
        try (TransactionPayload payload = new TransactionPayload(payload(large, count))) {
            for (BinlogEvent each = payload.next(); each != null; each = payload.next()) {
                total += each.bytes().length;
            }
        }
        assertThat(total).isEqualTo((long) count << 20).isGreaterThan(Integer.MAX_VALUE);
    }

    private static List<BinlogEvent> read(BinlogEvent event) {
        List<BinlogEvent> events = new ArrayList<>();
        try (TransactionPayload payload = new TransactionPayload(event)) {
            for (BinlogEvent each = payload.next(); each != null; each = payload.next()) {
                events.add(each);
            }
        }
        return events;
    }

    /** A payload with the same bytes so many times. */
    private static BinlogEvent payload(byte[] bytes, int count) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(compressed).setLong(24)) {
            for (int i = 0; i < count; i++) {
                zstd.write(bytes);
            }
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(new byte[] {0, 0, 0, 0, EventType.TRANSACTION_PAYLOAD});
        event.writeBytes(new byte[BinlogEvent.HEADER_LENGTH - 5]);
        event.writeBytes(new byte[] {2, 1, 0, 1, 4, (byte) 0xfd});
        event.writeBytes(new byte[] {
            (byte) compressed.size(), (byte) (compressed.size() >> 8), (byte) (compressed.size() >> 16), 0
        });
        event.writeBytes(compressed.toByteArray());
        byte[] whole = event.toByteArray();
        LittleEndian.putInt32(whole, 9, whole.length);
        return new BinlogEvent("binlog.000002", 1234, whole);
    }
}
