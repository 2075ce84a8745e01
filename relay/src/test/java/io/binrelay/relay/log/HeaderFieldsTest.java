package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldsTest {
    @Test
    void headers_are_short_text() {
        assertThat(written(Headers.transaction(17, 0, 0, true)))
                .containsExactly("pos=binlog.000001:17000", "seq=17", "gtid=u:17");
        assertThat(written(Headers.transaction(17, 2, 5, false)))
                .containsExactly("pos=binlog.000001:17000", "seq=17 2 5", "gtid=u:17");
        assertThat(written(Headers.transaction(17, 0, 5, true)))
                .containsExactly("pos=binlog.000001:17000", "seq=17 0 5 last", "gtid=u:17");
        assertThat(written(Headers.heartbeat(17))).containsExactly("pos=binlog.000001:18000", "seq=17 heartbeat");
    }

    @Test
    void what_is_written_is_read_back() {
        FilePosition begin = FilePosition.parse("binlog.000001:17000");
        Optional<String> gtid = Optional.of("u:17");
        assertThat(readBack(Headers.transaction(17, 0, 0, true)))
                .isEqualTo(new HeaderFields(begin, gtid, 17, 0, 0, true, false));
        assertThat(readBack(Headers.transaction(17, 2, 0, true)))
                .isEqualTo(new HeaderFields(begin, gtid, 17, 2, 0, true, false));
        assertThat(readBack(Headers.transaction(17, 2, 5, false)))
                .isEqualTo(new HeaderFields(begin, gtid, 17, 2, 5, false, false));
        assertThat(readBack(Headers.heartbeat(17)))
                .isEqualTo(new HeaderFields(
                        FilePosition.parse("binlog.000001:18000"), Optional.empty(), 17, 0, 0, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1 2", "1 2 3 4", "1 2 3 last more", "1 heartbeat 2"})
    void what_has_not_the_form_is_refused(String sequence) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("pos", "binlog.000001:4".getBytes(StandardCharsets.UTF_8));
        headers.add("seq", sequence.getBytes(StandardCharsets.UTF_8));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderFields.read(headers));
    }

    @Test
    void a_record_of_somebody_else_is_named() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("shop.relay", 0, 42, new byte[0], new byte[0]);
        assertThatThrownBy(() -> HeaderFields.of(record))
                .isInstanceOf(BinrelayException.class)
                .hasMessage("The record at offset 42 of shop.relay was not written by binrelay (header pos is missing):"
                        + " see who else writes to the topic.");
    }

    private static HeaderFields readBack(RecordHeader header) {
        return HeaderFields.read(new RecordHeaders(HeaderFields.write(header)));
    }

    private static List<String> written(RecordHeader header) {
        return HeaderFields.write(header).stream()
                .map(written -> written.key() + "=" + text(written))
                .toList();
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
