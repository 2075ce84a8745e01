package io.binrelay.relay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.TopicEntry;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
    private static final String SET = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";
    private long offset;

    private Orders all(Order... orders) {
        Orders sum = Orders.NONE;
        for (Order order : orders) {
            sum = sum.with(new GivenOrder(offset++, "applier/r1", order, "dba@host", 7));
        }
        return sum;
    }

    private static Order change(String key, String value) {
        return new Order.Change(Map.of(key, value), Set.of());
    }

    private static Order takeBack(String key) {
        return new Order.Change(Map.of(), Set.of(key));
    }

    @Test
    void the_last_order_to_start_or_stop_counts_and_an_end_only_with_its_start() {
        assertThat(Orders.NONE.running()).isTrue();
        assertThat(all(new Order.Stop(null)).running()).isFalse();
        Until end = Until.parse("offset=7");
        assertThat(all(new Order.Stop(null), new Order.Start(end)).until()).isEqualTo(end);
        Orders stopped = all(new Order.Start(end), new Order.Stop("reached offset=7"));
        assertThat(stopped.running()).isFalse();
        assertThat(stopped.until()).isNull();
    }

    @Test
    void changes_add_up_and_can_be_taken_back() {
        Orders orders =
                all(change("replica.port", "3307"), change("apply.delay.seconds", "60"), takeBack("replica.port"));
        assertThat(orders.settings()).containsExactly(Map.entry("apply.delay.seconds", "60"));
        assertThat(orders.running()).isTrue();
    }

    @Test
    void what_is_skipped_adds_up_until_the_replica_begins_anew() {
        Orders orders = all(new Order.Skip(Set.of(5L), Set.of()), new Order.Skip(Set.of(), Set.of("0-1-9")));
        assertThat(orders.skippedSequences()).containsExactly(5L);
        assertThat(orders.skippedGtids()).containsExactly("0-1-9");
        Orders anew = orders.with(new GivenOrder(99, "applier/r1", new Order.Begin(), "r1", 8));
        assertThat(anew.skippedSequences()).isEmpty();
        assertThat(anew.skippedGtids()).isEmpty();
        assertThat(anew.lastOffset()).isEqualTo(99);
    }

    @Test
    void a_reset_forgets_skips_and_delay_and_one_of_all_every_setting_and_the_listing() {
        Order[] before = {
            change("replica.port", "3307"),
            change("apply.delay.seconds", "60"),
            new Order.Skip(Set.of(5L), Set.of("0-1-9")),
            new Order.Stop(null)
        };
        Orders reset = all(before).with(given(10, new Order.Reset(false)));
        assertThat(reset.skippedSequences()).isEmpty();
        assertThat(reset.skippedGtids()).isEmpty();
        assertThat(reset.settings()).containsExactly(Map.entry("replica.port", "3307"));
        assertThat(reset.running()).isFalse();
        assertThat(reset.resets().unlisted()).isFalse();

        Orders all = all(before).with(given(20, new Order.Reset(true)));
        assertThat(all.settings()).isEmpty();
        assertThat(all.resets().unlisted()).isTrue();
        // Where the replica is that has to forget.
        assertThat(all.resets().pending())
                .isEqualTo(new Resets.Pending(
                        20, 7, "dba@host", Map.of("replica.port", "3307", "apply.delay.seconds", "60")));
        assertThat(all.with(given(21, new Order.Start(null))).resets().unlisted())
                .isFalse();
    }

    @Test
    void a_reset_counts_only_for_a_service_that_was_stopped_before() {
        assertThat(all(new Order.Reset(true)).resets()).isEqualTo(Resets.NONE);
        Orders started =
                all(new Order.Stop(null), new Order.Start(null), change("replica.port", "1"), new Order.Reset(true));
        assertThat(started.resets()).isEqualTo(Resets.NONE);
        assertThat(started.settings()).isNotEmpty();
    }

    @Test
    void a_reset_is_pending_until_this_very_one_is_done_and_each_has_a_higher_stamp_whatever_clocks_say() {
        Orders first = all(new Order.Stop(null)).with(given(10, new Order.Reset(false)));
        assertThat(first.with(given(11, new Order.Start(null))).resets().pending())
                .isNotNull();
        Orders second = first.with(given(11, new Order.Reset(false)));
        assertThat(second.resets().last()).isEqualTo(8);
        assertThat(second.with(given(12, new Order.ResetDone(10))).resets().pending())
                .isNotNull();
        Resets done = second.with(given(13, new Order.ResetDone(11))).resets();
        assertThat(done).isEqualTo(new Resets(null, 8, false));
    }

    private static GivenOrder given(long offset, Order order) {
        return new GivenOrder(offset, "applier/r1", order, "dba@host", 7);
    }

    @Test
    void which_topic_the_log_is_in_is_known_whatever_is_ordered_behind_it() {
        Orders orders = all(new Order.Log("first"), new Order.Log("second"), new Order.Stop(null), new Order.Begin());
        assertThat(orders.log()).isEqualTo("second");
        assertThat(Orders.NONE.log()).isNull();
    }

    @Test
    void every_order_comes_back_from_its_json() throws IOException {
        for (Order order : new Order[] {
            new Order.Start(null),
            new Order.Start(new Until.AfterGtids(SET)),
            new Order.Start(new Until.BeforeGtids("0-1-9,1-2-3")),
            new Order.Start(new Until.AtPosition(new FilePosition("binlog.000003", 154))),
            new Order.Start(new Until.AtOffset(4711)),
            new Order.Start(new Until.AfterTime(Instant.parse("2026-03-04T05:06:07.000001Z"))),
            new Order.Stop(null),
            new Order.Stop("reached offset=7"),
            change("replica.port", "3307"),
            takeBack("replica.port"),
            new Order.Skip(Set.of(5L, 6L), Set.of()),
            new Order.Skip(Set.of(), Set.of("0-1-9")),
            new Order.Begin(),
            new Order.Reset(false),
            new Order.Reset(true),
            new Order.ResetDone(7),
            new Order.Log("pLZXcLGkRQqe6cIyoUmLhg")
        }) {
            TopicEntry entry = new TopicEntry(3, 9, "capture", OrderJson.write(order, "dba@host", 1234));
            assertThat(OrderJson.read(entry)).isEqualTo(new GivenOrder(3, "capture", order, "dba@host", 1234));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"order\":\"explode\"}", "{\"order\":\"start\",\"until\":\"x\"}", "{"})
    void what_is_no_order_is_refused_and_not_passed_over(String json) {
        TopicEntry entry = new TopicEntry(3, 9, "capture", json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> OrderJson.read(entry)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "binlog", "gtid=", "gtid=x", "before-gtid=1-2", "offset=-1", "time=yesterday", "when=1"})
    void an_end_of_no_known_form_is_refused_with_what_is_allowed(String text) {
        assertThatThrownBy(() -> Until.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Until.ALLOWED);
    }
}
