package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.RelayRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadBufferTest {
    private final ReadBuffer buffer = new ReadBuffer(1000);

    @Test
    void what_was_handed_out_takes_room_until_more_is_asked_for() {
        long generation = reading();
        buffer.add(generation, records(1, 10, 100));
        assertThat(buffer.room()).isZero();

        assertThat(buffer.take(Duration.ZERO)).extracting(LoggedRecord::offset).containsExactly(1L, 2L, 3L);
        assertThat(buffer.room()).isZero();
        assertThat(buffer.take(Duration.ZERO)).extracting(LoggedRecord::offset).containsExactly(4L, 5L, 6L);
        assertThat(buffer.room()).isEqualTo(300);
    }

    @Test
    void a_record_larger_than_all_room_passes() {
        long generation = reading();
        buffer.add(generation, records(1, 1, 5000));
        assertThat(buffer.room()).isNegative();
        assertThat(buffer.take(Duration.ZERO)).hasSize(1);
        assertThat(buffer.take(Duration.ZERO)).isEmpty();
        assertThat(buffer.room()).isEqualTo(1000);
    }

    @Test
    void what_belongs_to_an_earlier_place_is_dropped() {
        long first = reading();
        buffer.add(first, records(1, 2, 100));
        buffer.readFrom(50, 0);
        long second = buffer.nextRequest().orElseThrow().generation();

        buffer.add(first, records(3, 2, 100));
        buffer.fail(first, failure());
        assertThat(buffer.isCurrent(first)).isFalse();
        assertThat(buffer.take(Duration.ZERO)).isEmpty();
        buffer.add(second, records(50, 1, 100));
        assertThat(buffer.take(Duration.ZERO)).extracting(LoggedRecord::offset).containsExactly(50L);
    }

    @Test
    void a_place_to_read_from_is_told_once() {
        buffer.assigned();
        buffer.readFrom(7, 3);
        assertThat(buffer.nextRequest()).hasValueSatisfying(request -> {
            assertThat(request.offset()).isEqualTo(7);
            assertThat(request.nextSequence()).isEqualTo(3);
        });
        assertThat(buffer.nextRequest()).isEmpty();
    }

    @Test
    void a_failure_is_thrown_behind_what_was_read_before_it_and_again_until_reading_begins_anew() {
        long generation = reading();
        buffer.add(generation, records(1, 1, 100));
        buffer.fail(generation, failure());

        assertThat(buffer.take(Duration.ZERO)).hasSize(1);
        assertThatThrownBy(() -> buffer.take(Duration.ZERO)).hasMessage("injected");
        assertThatThrownBy(() -> buffer.take(Duration.ZERO)).hasMessage("injected");
        buffer.readFrom(1, 0);
        assertThat(buffer.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void lost_ownership_is_told_once_even_when_it_came_back_at_once() {
        long generation = reading();
        buffer.add(generation, records(1, 1, 100));
        buffer.revoked();
        buffer.assigned();

        assertThatThrownBy(() -> buffer.take(Duration.ZERO)).isInstanceOf(OwnershipLostException.class);
        assertThatIllegalStateException().isThrownBy(() -> buffer.take(Duration.ZERO));
        assertThat(buffer.awaitOwnership(Duration.ZERO)).isTrue();
        buffer.readFrom(1, 0);
        assertThat(buffer.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void without_ownership_no_place_can_be_told() {
        assertThat(buffer.awaitOwnership(Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> buffer.readFrom(1, 0)).isInstanceOf(OwnershipLostException.class);
    }

    @Test
    void after_a_failure_for_good_everything_throws_it() {
        reading();
        buffer.failForGood(failure());
        assertThatThrownBy(() -> buffer.take(Duration.ofHours(1))).hasMessage("injected");
        assertThatThrownBy(() -> buffer.awaitOwnership(Duration.ofHours(1))).hasMessage("injected");
        assertThatThrownBy(() -> buffer.readFrom(1, 0)).hasMessage("injected");
    }

    private long reading() {
        buffer.assigned();
        buffer.readFrom(0, 0);
        return buffer.nextRequest().orElseThrow().generation();
    }

    private static BinrelayException failure() {
        return new BinrelayException(ErrorCode.KAFKA, "injected");
    }

    private static List<LoggedRecord> records(long firstOffset, int count, int bytes) {
        return LongStream.range(firstOffset, firstOffset + count)
                .mapToObj(offset -> new LoggedRecord(
                        offset, bytes, new RelayRecord(Headers.transaction(offset, 0, 0, true), List.of())))
                .toList();
    }
}
