package io.binrelay.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageBuilderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static boolean add(PageBuilder page, long offset, int fragment, boolean last, String event)
            throws IOException {
        RecordHeader header = TransactionWriterTest.header(offset, fragment, last);
        ObjectNode json = MAPPER.createObjectNode().put("sequence", offset);
        json.putArray("events").add(event);
        return page.add(new LoggedRecord(offset, offset + 1, 100, new RelayRecord(header, List.of())), json);
    }

    @Test
    void a_page_takes_so_many_transactions_and_tells_where_the_next_begins() throws IOException {
        PageBuilder page = new PageBuilder(2, 10_000);
        assertThat(add(page, 10, 0, true, "a")).isTrue();
        assertThat(add(page, 11, 0, false, "b")).isTrue();
        assertThat(page.openTransaction()).hasValue(11);
        assertThat(add(page, 12, 1, true, "c")).isTrue();
        assertThat(page.openTransaction()).isEmpty();

        assertThat(add(page, 13, 0, true, "d")).isFalse();
        assertThat(page.openTransaction()).hasValue(13);
        assertThat(page.transactions())
                .containsExactly(
                        "{\"offset\":10,\"sequence\":10,\"events\":[\"a\"]}",
                        "{\"offset\":11,\"sequence\":11,\"events\":[\"b\",\"c\"],\"fragments\":2}");
    }

    @Test
    void a_transaction_that_makes_the_page_too_long_is_left_for_the_next() throws IOException {
        PageBuilder page = new PageBuilder(10, 200);
        assertThat(add(page, 10, 0, true, "a")).isTrue();
        assertThat(add(page, 11, 0, false, "b")).isTrue();
        assertThat(add(page, 12, 1, true, "x".repeat(200))).isFalse();

        assertThat(page.openTransaction()).hasValue(11);
        assertThat(page.isTooSmall()).isFalse();
        assertThat(page.transactions()).hasSize(1);
    }

    @Test
    void one_that_is_longer_than_any_page_is_told_apart() throws IOException {
        PageBuilder page = new PageBuilder(10, 200);
        assertThat(add(page, 10, 0, true, "x".repeat(200))).isFalse();

        assertThat(page.openTransaction()).hasValue(10);
        assertThat(page.isTooSmall()).isTrue();
    }
}
