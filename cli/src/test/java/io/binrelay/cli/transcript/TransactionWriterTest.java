package io.binrelay.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.SourceServer;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TransactionWriterTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SourceServer SOURCE = new SourceServer(Family.MYSQL, 1, "", new byte[0]);

    private final StringWriter out = new StringWriter();
    private final TransactionWriter writer = new TransactionWriter(out);

    @Test
    void a_transaction_of_one_record_is_one_line() throws IOException {
        writer.write(17, header(1, 0, true), record(0, "xid", "[{\"insert\":\"shop.t\",\"rows\":[{\"id\":1}]}]"));

        assertThat(out)
                .hasToString("{\"offset\":17,\"sequence\":1,\"gtid\":\"0-1-5\",\"file\":\"binlog.000001\",\"pos\":4,"
                        + "\"events\":[{\"insert\":\"shop.t\",\"rows\":[{\"id\":1}]}],"
                        + "\"endFile\":\"binlog.000001\",\"endPos\":100,\"groupEnd\":\"xid\"}\n");
        assertThat(writer.isOpen()).isFalse();
    }

    @Test
    void fragments_become_one_line_that_ends_with_what_the_last_one_knows() throws IOException {
        writer.write(17, header(1, 0, false), record(0, "none", "[{\"n\":1},{\"n\":2}]"));
        assertThat(writer.isOpen()).isTrue();
        writer.write(18, header(1, 1, false), record(50, "none", "[]"));
        writer.write(20, header(1, 2, true), record(100, "xid", "[{\"n\":3}]"));

        assertThat(out.toString().lines()).hasSize(1);
        ObjectNode json = (ObjectNode) MAPPER.readTree(out.toString());
        assertThat(json.get("offset").asLong()).isEqualTo(17);
        assertThat(json.get("events")).hasSize(3);
        assertThat(json.get("endPos").asLong()).isEqualTo(200);
        assertThat(json.get("groupEnd").asText()).isEqualTo("xid");
        assertThat(json.get("fragments").asInt()).isEqualTo(3);
    }

    @Test
    void every_transaction_has_a_line_of_its_own() throws IOException {
        writer.write(17, header(1, 0, true), record(0, "xid", "[]"));
        writer.write(19, header(2, 0, true), record(0, "statement", "[]"));

        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void heartbeats_are_left_out() throws IOException {
        FilePosition position = new FilePosition("binlog.000001", 4);
        RecordHeader heartbeat = new RecordHeader(
                RecordKind.HEARTBEAT,
                1,
                0,
                0,
                true,
                position,
                position,
                null,
                GroupEnd.NONE,
                0,
                null,
                null,
                null,
                SOURCE);

        writer.write(18, heartbeat, MAPPER.createObjectNode());

        assertThat(out.toString()).isEmpty();
    }

    static RecordHeader header(long sequence, int fragment, boolean last) {
        return new RecordHeader(
                RecordKind.TRANSACTION,
                sequence,
                0,
                fragment,
                last,
                new FilePosition("binlog.000001", 4),
                new FilePosition("binlog.000001", 100),
                "0-1-5",
                last ? GroupEnd.XID : GroupEnd.NONE,
                0,
                null,
                null,
                null,
                SOURCE);
    }

    /** As RelayRecordJson makes it. */
    private static ObjectNode record(long more, String groupEnd, String events) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("kind", "transaction")
                .put("sequence", 1)
                .put("attempt", 0)
                .put("fragment", 0)
                .put("last", true);
        json.put("gtid", "0-1-5").put("file", "binlog.000001").put("pos", 4);
        json.put("endFile", "binlog.000001").put("endPos", 100 + more).put("groupEnd", groupEnd);
        json.set("events", MAPPER.readTree(events));
        return json;
    }
}
