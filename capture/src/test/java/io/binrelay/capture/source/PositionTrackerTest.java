package io.binrelay.capture.source;

import static io.binrelay.capture.source.HandMadeEvents.ARTIFICIAL;
import static io.binrelay.capture.source.HandMadeEvents.artificialRotate;
import static io.binrelay.capture.source.HandMadeEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PositionTrackerTest {
    private static final byte[] BODY = new byte[81];
    private static final int LENGTH = 104;

    private final PositionTracker tracker = new PositionTracker(false);

    @Test
    void theArtificialRotateTellsFileAndStart() {
        assertThat(tracker.where()).isEqualTo("the beginning of the dump");
        BinlogEvent placed = place(tracker, artificialRotate("binlog.000007", 155));
        assertThat(placed.file()).isEqualTo("binlog.000007");
        assertThat(placed.endPosition()).isEqualTo(155);
        assertThat(tracker.where()).isEqualTo("binlog.000007:155");
    }

    @Test
    void eachEventInTheFileAddsItsLength() {
        begin(tracker, 155);
        assertThat(place(tracker, event(EventType.GTID, 155 + LENGTH, 0, BODY)).endPosition())
                .isEqualTo(155 + LENGTH);
        assertThat(place(tracker, event(EventType.QUERY, 155 + 2 * LENGTH, 0x8, BODY))
                        .endPosition())
                .isEqualTo(155 + 2 * LENGTH);
    }

    @Test
    void anEventWithoutPositionInsideATransactionAsMariaDb11_4WritesItAddsItsLength() {
        begin(tracker, 155);
        place(tracker, event(EventType.MARIADB_GTID, 155 + LENGTH, 0, BODY));
        assertThat(place(tracker, event(EventType.TABLE_MAP, 0, 0, BODY)).endPosition())
                .isEqualTo(155 + 2 * LENGTH);
        assertThat(place(tracker, event(EventType.WRITE_ROWS_V1, 0, 0, BODY)).endPosition())
                .isEqualTo(155 + 3 * LENGTH);
        assertThat(place(tracker, event(EventType.XID, 155 + 4 * LENGTH, 0, BODY))
                        .endPosition())
                .isEqualTo(155 + 4 * LENGTH);
    }

    @Test
    void aFormatDescriptionSentAgainInTheMiddleOfAFileDoesNotMoveThePosition() {
        begin(tracker, 5000);
        assertThat(place(tracker, event(EventType.FORMAT_DESCRIPTION, 0, 0, BODY))
                        .endPosition())
                .isEqualTo(5000);
        assertThat(place(tracker, event(EventType.GTID, 5000 + LENGTH, 0, BODY)).endPosition())
                .isEqualTo(5000 + LENGTH);
    }

    @Test
    void theFormatDescriptionAtTheBeginningOfAFileMovesThePosition() {
        begin(tracker, 4);
        assertThat(place(tracker, event(EventType.FORMAT_DESCRIPTION, 4 + LENGTH, 0, BODY))
                        .endPosition())
                .isEqualTo(4 + LENGTH);
    }

    @Test
    void heartbeatsAndArtificialEventsDoNotMoveThePosition() {
        begin(tracker, 155);
        assertThat(place(tracker, event(EventType.HEARTBEAT, 155, 0, BODY)).endPosition())
                .isEqualTo(155);
        assertThat(place(tracker, event(EventType.HEARTBEAT_V2, 0, 0, BODY)).endPosition())
                .isEqualTo(155);
        assertThat(place(tracker, event(EventType.MARIADB_GTID_LIST, 155, ARTIFICIAL, BODY))
                        .endPosition())
                .isEqualTo(155);
    }

    @Test
    void theRotateAtTheEndOfAFileBelongsToThatFile() {
        begin(tracker, 155);
        BinlogEvent end = place(tracker, event(EventType.ROTATE, 155 + LENGTH, 0, BODY));
        assertThat(end.file()).isEqualTo("binlog.000001");
        assertThat(end.endPosition()).isEqualTo(155 + LENGTH);
        BinlogEvent next = place(tracker, artificialRotate("binlog.000002", 4));
        assertThat(next.file()).isEqualTo("binlog.000002");
        assertThat(next.endPosition()).isEqualTo(4);
    }

    @Test
    void positionsBehind4GiBAreCountedWhereTheHeaderHoldsTheirLower32Bits() {
        long start = (1L << 32) - 50;
        begin(tracker, start);
        assertThat(place(tracker, event(EventType.XID, 54, 0, BODY)).endPosition())
                .isEqualTo(start + LENGTH);
        assertThat(place(tracker, event(EventType.GTID, 54 + LENGTH, 0, BODY)).endPosition())
                .isEqualTo(start + 2 * LENGTH);
    }

    @Test
    void aMissingEventEndsTheStream() {
        begin(tracker, 155);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> place(tracker, event(EventType.TABLE_MAP, 155 + 2 * LENGTH, 0, BODY)))
                .withMessage(
                        "the event of type 19 at binlog.000001:155 ends at 259 by its length, but at 363 (modulo 2^32)"
                                + " by its header: events are missing before it or it is damaged."
                                + " Check the file on the source with mysqlbinlog --verify-binlog-checksum")
                .satisfies(e -> assertThat(e.retriable()).isFalse());
    }

    @Test
    void aMissingTransactionEndsTheStreamOfADumpByPosition() {
        begin(tracker, 155);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> place(tracker, event(EventType.GTID, 155 + 2 * LENGTH, 0, BODY)));
    }

    @Test
    void transactionsThatADumpByGtidLeavesOutAreJumpedOver() {
        PositionTracker byGtid = new PositionTracker(true);
        begin(byGtid, 155);
        assertThat(place(byGtid, event(EventType.GTID, 90_000, 0, BODY)).endPosition())
                .isEqualTo(90_000);
        assertThat(place(byGtid, event(EventType.QUERY, 90_000 + LENGTH, 0, BODY))
                        .endPosition())
                .isEqualTo(90_000 + LENGTH);
        assertThat(place(byGtid, event(EventType.ROTATE, 1L << 31, 0, BODY)).endPosition())
                .isEqualTo(1L << 31);
    }

    @Test
    void theHeartbeatOfADumpByGtidTellsUpToWhereTransactionsAreLeftOut() {
        PositionTracker byGtid = new PositionTracker(true);
        begin(byGtid, 155);
        byte[] file = "binlog.000001".getBytes(StandardCharsets.UTF_8);
        assertThat(place(byGtid, event(EventType.HEARTBEAT, 90_000, 0, file)).endPosition())
                .isEqualTo(90_000);
        byte[] otherFile = "binlog.000002".getBytes(StandardCharsets.UTF_8);
        assertThat(place(byGtid, event(EventType.HEARTBEAT, 95_000, 0, otherFile))
                        .endPosition())
                .isEqualTo(90_000);
    }

    @Test
    void anEventInsideATransactionIsMissedByADumpByGtidToo() {
        PositionTracker byGtid = new PositionTracker(true);
        begin(byGtid, 155);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> place(byGtid, event(EventType.WRITE_ROWS, 155 + 2 * LENGTH, 0, BODY)));
    }

    @Test
    void aDumpThatDoesNotNameItsFileIsRefused() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> place(tracker, event(EventType.GTID, 155, 0, BODY)))
                .withMessage("the source's dump begins with an event of type 33 instead of naming its file");
    }

    private static void begin(PositionTracker tracker, long position) {
        place(tracker, artificialRotate("binlog.000001", position));
    }

    private static BinlogEvent place(PositionTracker tracker, byte[] event) {
        return tracker.place(event, event.length + 4);
    }
}
