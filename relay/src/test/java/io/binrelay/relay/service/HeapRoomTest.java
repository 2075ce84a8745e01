package io.binrelay.relay.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
    private static final long MEGABYTE = 1 << 20;
    private static final Pattern REMEDY = Pattern.compile("-Xmx(\\d+)m");

    @Test
    void the_heap_it_names_is_enough_for_the_row_it_was_asked_about_and_hardly_more() {
        // A collector that has two thirds of the heap for large arrays.
        HeapRoom small = new HeapRoom(256 * MEGABYTE, 256 * MEGABYTE * 2 / 3);
        for (long row : new long[] {300 * MEGABYTE, 1024 * MEGABYTE}) {
            long capture = named(small.lackingToCapture(row).orElseThrow());
            HeapRoom enough = new HeapRoom(capture * MEGABYTE, capture * MEGABYTE * 2 / 3);
            assertThat(enough.lackingToCapture(row)).isEmpty();
            assertThat(enough.lackingToCapture(row + row / 8)).isNotEmpty();

            long applier = named(small.lackingToApply(row).orElseThrow());
            assertThat(applier).isGreaterThan(capture);
            assertThat(new HeapRoom(applier * MEGABYTE, applier * MEGABYTE * 2 / 3).lackingToApply(row))
                    .isEmpty();
        }
    }

    @Test
    void rows_of_16_mib_are_never_refused() {
        HeapRoom tiny = new HeapRoom(32 * MEGABYTE, 20 * MEGABYTE);
        assertThat(tiny.lackingToCapture(16 * MEGABYTE)).isEmpty();
        assertThat(tiny.lackingToApply(16 * MEGABYTE)).isEmpty();
        assertThat(tiny.lackingToCapture(16 * MEGABYTE + 1)).isNotEmpty();
    }

    @Test
    void this_process_has_a_heap_of_which_a_large_part_is_for_arrays() {
        long heap = Runtime.getRuntime().maxMemory();
        assertThat(HeapRoom.ofThisProcess().lackingToCapture(heap)).isNotEmpty();
        assertThat(HeapRoom.ofThisProcess().lackingToCapture(17 * MEGABYTE)).isEmpty();
    }

    private static long named(String remedy) {
        Matcher matcher = REMEDY.matcher(remedy);
        assertThat(matcher.find()).as(remedy).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
