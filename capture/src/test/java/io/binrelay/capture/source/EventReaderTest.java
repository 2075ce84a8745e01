package io.binrelay.capture.source;

import static io.binrelay.capture.source.HandMadeEvents.artificialRotate;
import static io.binrelay.capture.source.HandMadeEvents.event;
import static io.binrelay.capture.source.HandMadeEvents.formatDescription;
import static io.binrelay.capture.source.HandMadeEvents.join;
import static io.binrelay.capture.source.HandMadeEvents.packet;
import static io.binrelay.capture.source.HandMadeEvents.withChecksum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binrelay.relay.service.HeapRoom;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {
    private static final int FORMAT_END = 4 + BinlogEvent.HEADER_LENGTH + 76 + 4;

    @Test
    void theChecksumIsLeftOutAndTheSizeInTheHeaderMatches() throws IOException {
        byte[] normal = event(EventType.QUERY, FORMAT_END + 104, 0, new byte[81]);
        List<BinlogEvent> events = read(
                true,
                withChecksum(artificialRotate("binlog.000001", 4)),
                withChecksum(formatDescription(FORMAT_END, 1)),
                withChecksum(normal));

        assertThat(events).extracting(BinlogEvent::type).containsExactly(4, 15, 2);
        assertThat(events.get(2).bytes()).isEqualTo(normal);
        assertThat(events.get(2).endPosition()).isEqualTo(FORMAT_END + 104);
        assertThat(events.get(0).file()).isEqualTo("binlog.000001");
    }

    @Test
    void theFormatDescriptionLosesItsChecksumToo() throws IOException {
        byte[] normal = formatDescription(FORMAT_END, 1);
        List<BinlogEvent> events = read(true, withChecksum(artificialRotate("binlog.000001", 4)), withChecksum(normal));
        assertThat(events.get(1).bytes()).isEqualTo(normal);
    }

    @Test
    void aFileWithoutChecksumsIsReadEvenIfItsFormatDescriptionHoldsAStaleOne() throws IOException {
        byte[] format = withChecksum(formatDescription(FORMAT_END, 0));
        format[format.length - 1] ^= 0x55;
        byte[] normal = event(EventType.QUERY, FORMAT_END + 100, 0, new byte[81]);
        List<BinlogEvent> events = read(false, artificialRotate("binlog.000001", 4), format, normal);
        assertThat(events.get(2).bytes()).isEqualTo(normal);
        assertThat(events.get(2).endPosition()).isEqualTo(FORMAT_END + 100);
    }

    @Test
    void checksumsCanBeSwitchedOnFromFileToFile() throws IOException {
        byte[] normal = event(EventType.QUERY, FORMAT_END + 104, 0, new byte[81]);
        List<BinlogEvent> events = read(
                false,
                artificialRotate("binlog.000001", 4),
                withChecksum(formatDescription(FORMAT_END, 0)),
                artificialRotate("binlog.000002", 4),
                withChecksum(formatDescription(FORMAT_END, 1)),
                withChecksum(normal),
                withChecksum(artificialRotate("binlog.000003", 4)));
        assertThat(events.get(4).bytes()).isEqualTo(normal);
        assertThat(events.get(5).file()).isEqualTo("binlog.000003");
    }

    @Test
    void aFlippedBitEndsTheStreamWithFileAndPosition() {
        byte[] damaged = withChecksum(event(EventType.QUERY, FORMAT_END + 104, 0, new byte[81]));
        damaged[60] ^= 1;
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(
                        true,
                        withChecksum(artificialRotate("binlog.000001", 4)),
                        withChecksum(formatDescription(FORMAT_END, 1)),
                        damaged))
                .withMessageMatching(
                        "the event of type 2 at binlog\\.000001:103 is damaged: its checksum is [0-9a-f]{8},"
                                + " that of its content [0-9a-f]{8}\\."
                                + " Check the file on the source with mysqlbinlog --verify-binlog-checksum")
                .satisfies(e -> assertThat(e.retriable()).isFalse());
    }

    @Test
    void anUnknownChecksumAlgorithmIsRefused() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(
                        true,
                        withChecksum(artificialRotate("binlog.000001", 4)),
                        withChecksum(formatDescription(FORMAT_END, 2))))
                .withMessageContaining(
                        "at binlog.000001:4 is damaged: it names the checksum algorithm 2, known are 0 and 1");
    }

    @Test
    void unknownEventTypesKeepNumberAndBytes() throws IOException {
        byte[] unknown = event(199, FORMAT_END + 104, 0x80, new byte[81]);
        List<BinlogEvent> events = read(
                true,
                withChecksum(artificialRotate("binlog.000001", 4)),
                withChecksum(formatDescription(FORMAT_END, 1)),
                withChecksum(unknown));
        assertThat(events.get(2).type()).isEqualTo(199);
        assertThat(events.get(2).bytes()).isEqualTo(unknown);
    }

    /** Around the largest chunk: event of 2^24-1 bytes less status byte, header and checksum, and one more or less. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 1000, HandMadeEvents.LARGEST_CHUNK - 1, HandMadeEvents.LARGEST_CHUNK, 20_000_000})
    void eventsLargerThanAChunkArePutTogether(int moreThanAChunk) throws IOException {
        byte[] body = new byte[HandMadeEvents.LARGEST_CHUNK - 1 - BinlogEvent.HEADER_LENGTH - 4 + moreThanAChunk];
        new SplittableRandom(moreThanAChunk).nextBytes(body);
        byte[] large = event(EventType.WRITE_ROWS, FORMAT_END + 23L + body.length, 0, body);
        byte[] next = event(EventType.XID, FORMAT_END + 23L + body.length + 31, 0, new byte[8]);
        List<BinlogEvent> events = read(
                true,
                withChecksum(artificialRotate("binlog.000001", 4)),
                withChecksum(formatDescription(FORMAT_END, 1)),
                withChecksum(large),
                withChecksum(next));
        assertThat(events.get(2).bytes()).isEqualTo(large);
        assertThat(events.get(3).bytes()).isEqualTo(next);
    }

    @Test
    void aSizeThatDoesNotFitThePacketIsRefused() {
        byte[] tooShort = event(EventType.QUERY, 0, 0, new byte[81]);
        LittleEndian.putInt32(tooShort, 9, tooShort.length - 1L);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(false, artificialRotate("binlog.000001", 4), tooShort))
                .withMessage("the packet goes on behind its event");
        byte[] tooLong = event(EventType.QUERY, 0, 0, new byte[81]);
        LittleEndian.putInt32(tooLong, 9, tooLong.length + 1L);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(false, artificialRotate("binlog.000001", 4), tooLong))
                .withMessage("the packet ends 1 bytes before its event");
    }

    @Test
    void trap29_anEventWithoutRoomInTheHeapIsNamedWithItsTableAndSize() {
        byte[] otherMap = event(EventType.TABLE_MAP, FORMAT_END + 23 + 30, 0, tableMap(41, "shop", "other"));
        byte[] map = event(EventType.TABLE_MAP, FORMAT_END + 23 + 60, 0, tableMap(42, "shop", "blobs"));
        byte[] huge = event(EventType.WRITE_ROWS, 0, 0, new byte[] {42, 0, 0, 0, 0, 0, 1, 0});
        LittleEndian.putInt32(huge, 9, 300_000_000);
        for (boolean otherFirst : new boolean[] {true, false}) {
            byte[] first = otherFirst ? otherMap : map;
            byte[] last = otherFirst ? map : otherMap;
            long mapsEnd = 4L + first.length + last.length;
            LittleEndian.putInt32(first, 13, 4L + first.length);
            LittleEndian.putInt32(last, 13, mapsEnd);
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> read(false, artificialRotate("binlog.000001", 4), first, last, huge))
                    .withMessageMatching(
                            "the event WRITE_ROWS \\(type 30\\) at binlog\\.000001:" + mapsEnd + " of table"
                                    + " shop\\.blobs has 300000000 bytes, more than the heap has room for\\. That takes a heap of"
                                    + " about \\d+ MiB, this process has 256\\. Start it with -Xmx\\d+m \\(environment variable"
                                    + " BINRELAY_JAVA_OPTS\\); it goes on where it was")
                    .satisfies(e -> assertThat(e.retriable()).isFalse());
        }
    }

    private static byte[] tableMap(int tableId, String database, String table) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {(byte) tableId, 0, 0, 0, 0, 0, 1, 0});
        for (String name : List.of(database, table)) {
            body.write(name.length());
            body.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            body.write(0);
        }
        body.writeBytes(new byte[] {1, 3, 0, 0});
        return body.toByteArray();
    }

    @Test
    void aSizeBelowTheHeaderIsRefused() {
        byte[] event = event(EventType.QUERY, 0, 0, new byte[81]);
        LittleEndian.putInt32(event, 9, 18);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(false, artificialRotate("binlog.000001", 4), event))
                .withMessageContaining("at binlog.000001:4 is damaged: its header says it has 18 bytes");
    }

    /** Reads the events, each from a packet of its own, the first as one whose status byte somebody else has read. */
    private static List<BinlogEvent> read(boolean checksummed, byte[]... events) throws IOException {
        List<byte[]> stream = new ArrayList<>(List.of(events[0]));
        for (int i = 1; i < events.length; i++) {
            stream.add(packet(0, events[i]));
        }
        PacketReader packets = PacketReader.insidePacket(new ByteArrayInputStream(join(stream.toArray(byte[][]::new))));
        LargeEvents large = new LargeEvents(new EventQueue(1 << 20), new HeapRoom(256 << 20, 256 << 20));
        EventReader reader = new EventReader(new PositionTracker(false), large, checksummed);
        List<BinlogEvent> read = new ArrayList<>();
        do {
            read.add(reader.read(packets));
        } while (packets.nextPacket() == 0);
        return read;
    }
}
