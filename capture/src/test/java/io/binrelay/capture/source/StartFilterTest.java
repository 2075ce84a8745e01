package io.binrelay.capture.source;

import static io.binrelay.capture.source.HandMadeEvents.artificialRotate;
import static io.binrelay.capture.source.HandMadeEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import org.junit.jupiter.api.Test;

/** Positions behind 4 GiB cannot be asked for; here the limit is 1000 bytes. */
final class StartFilterTest {
    private static final String FILE = "binlog.000003";

    @Test
    void everythingIsDeliveredWhereTheStartCouldBeAskedFor() {
        StartFilter filter = StartFilter.of(at(1000), 1000);
        assertThat(filter.delivers(ending(EventType.GTID, 500))).isTrue();
    }

    @Test
    void eventsBeforeTheStartAreLeftOutExceptFileAndFormat() {
        StartFilter filter = StartFilter.of(at(5000), 1000);
        assertThat(filter.delivers(new BinlogEvent(FILE, 4, artificialRotate(FILE, 4))))
                .isTrue();
        assertThat(filter.delivers(ending(EventType.FORMAT_DESCRIPTION, 120))).isTrue();
        assertThat(filter.delivers(ending(EventType.PREVIOUS_GTIDS, 200))).isFalse();
        assertThat(filter.delivers(ending(EventType.WRITE_ROWS, 4970))).isFalse();
        assertThat(filter.delivers(ending(EventType.XID, 5000))).isFalse();
        assertThat(filter.delivers(ending(EventType.GTID, 5050))).isTrue();
        assertThat(filter.delivers(ending(EventType.QUERY, 5100))).isTrue();
    }

    @Test
    void aStartInsideAnEventIsRefused() {
        StartFilter filter = StartFilter.of(at(5000), 1000);
        assertThat(filter.delivers(ending(EventType.WRITE_ROWS, 4970))).isFalse();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> filter.delivers(ending(EventType.XID, 5001)))
                .withMessage("no event begins at the start position binlog.000003:5000: the source's next one ends at"
                        + " binlog.000003:5001. Take a position that SHOW BINLOG EVENTS lists");
    }

    @Test
    void aStartBehindTheEndOfItsFileIsRefused() {
        StartFilter filter = StartFilter.of(at(5000), 1000);
        assertThat(filter.delivers(ending(EventType.ROTATE, 4970))).isFalse();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() ->
                        filter.delivers(new BinlogEvent("binlog.000004", 4, artificialRotate("binlog.000004", 4))));
    }

    private static StartPosition at(long offset) {
        return new StartPosition.AtFile(new FilePosition(FILE, offset));
    }

    private static BinlogEvent ending(int type, long endPosition) {
        return new BinlogEvent(FILE, endPosition, event(type, endPosition, 0, new byte[10]));
    }
}
