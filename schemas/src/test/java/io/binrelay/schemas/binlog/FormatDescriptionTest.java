package io.binrelay.schemas.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FormatDescriptionTest {
    private static final BinlogEvent MYSQL = CapturedEvents.event("""
            a6a3006b0f0b000000780000007c00000001000400382e302e313500000000000000000000000000000000000000000000
            000000000000000000000000000000000000000000000000000013000d0008000000000400040000006000041a08000000
            080808020000000a0a0a2a2a001234000a01""");

    private static final BinlogEvent MARIADB = CapturedEvents.event("""
            a7a3006b0f0c000000fc000000000100000000040031312e342e352d4d6172696144422d6c6f6700000000000000000000
            000000000000000000000000000000000000000000000000000013380d000800120004040404120000e400041a08000000
            080808020000000a0a0a0000000000000a0a0a000000000000000000000000000000000000000000000000000000000000
            00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            00000000000000000000000000000000000000000000000000000000000000000000000000000000041304000d0808080a
            0a0a01""");

    @Test
    void ofMySql80() {
        FormatDescription format = FormatDescription.parse(MYSQL);
        assertThat(format.binlogVersion()).isEqualTo(4);
        assertThat(format.serverVersion()).isEqualTo("8.0.15");
        assertThat(format.createdSeconds()).isZero();
        assertThat(format.postHeaderLengths()).hasSize(39);
        assertThat(format.postHeaderLengths()[EventType.TABLE_MAP - 1]).isEqualTo((byte) 8);
        assertThat(format.postHeaderLengths()[EventType.WRITE_ROWS - 1]).isEqualTo((byte) 10);
        assertThat(format.checksumAlgorithm()).isEqualTo(FormatDescription.CHECKSUM_CRC32);
        assertThat(format.isMariaDb()).isFalse();
    }

    @Test
    void ofMariaDb114() {
        FormatDescription format = FormatDescription.parse(MARIADB);
        assertThat(format.serverVersion()).isEqualTo("11.4.5-MariaDB-log");
        assertThat(format.postHeaderLengths()).hasSize(171);
        assertThat(format.postHeaderLengths()[EventType.MARIADB_GTID - 1]).isEqualTo((byte) 19);
        assertThat(format.checksumAlgorithm()).isEqualTo(FormatDescription.CHECKSUM_CRC32);
        assertThat(format.isMariaDb()).isTrue();
    }

    @Test
    void forABinlogStatementTheChecksumIsOffAndItsRoomIsThere() {
        for (BinlogEvent event : new BinlogEvent[] {MYSQL, MARIADB}) {
            byte[] bytes = FormatDescription.parse(event).withoutChecksum(event);
            byte[] expected = Arrays.copyOf(event.bytes(), event.bytes().length + 4);
            expected[event.bytes().length - 1] = FormatDescription.CHECKSUM_NONE;
            LittleEndian.putInt32(expected, 9, expected.length);
            assertThat(bytes).isEqualTo(expected);
            FormatDescription again = FormatDescription.parse(new BinlogEvent("binlog.000001", 4, bytes));
            assertThat(again.checksumAlgorithm()).isEqualTo(FormatDescription.CHECKSUM_NONE);
            assertThat(again.postHeaderLengths())
                    .isEqualTo(FormatDescription.parse(event).postHeaderLengths());
        }
    }

    @Test
    void aServerWithoutChecksumsSaysNothingOfThem() {
        byte[] old = Arrays.copyOf(MYSQL.bytes(), MYSQL.bytes().length - 1);
        LittleEndian.putInt32(old, 9, old.length);
        assertThat(FormatDescription.parse(new BinlogEvent("binlog.000001", 4, old))
                        .checksumAlgorithm())
                .isEqualTo(FormatDescription.CHECKSUM_UNSAID);
    }

    @Test
    void anotherBinlogVersionIsRefused() {
        byte[] bytes = MYSQL.bytes().clone();
        bytes[19] = 3;
        assertThatThrownBy(() -> FormatDescription.parse(new BinlogEvent("binlog.000001", 4, bytes)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("binlog version 3");
    }

    @Test
    void aTruncatedEventIsRefused() {
        byte[] bytes = Arrays.copyOf(MYSQL.bytes(), 80);
        LittleEndian.putInt32(bytes, 9, bytes.length);
        assertThatThrownBy(() -> FormatDescription.parse(new BinlogEvent("binlog.000001", 4, bytes)))
                .isInstanceOf(MalformedEventException.class);
    }

    @Test
    void aRotateEventNamesTheNextFile() {
        assertThat(RotateEvent.parse(CapturedEvents.event(
                        "a6a3006b040b0000002c000000bf2d01000000040000000000000062696e6c6f672e303030303033")))
                .isEqualTo(new RotateEvent("binlog.000003", 4));
        assertThatThrownBy(() -> RotateEvent.parse(
                        CapturedEvents.event("a6a3006b040b0000002c000000bf2d010000000400000000000000")))
                .isInstanceOf(MalformedEventException.class);
    }
}
