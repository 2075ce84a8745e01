package io.binrelay.schemas.avro;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class RelayRecordJsonTest {
    private static final Labels LABELS = new Labels(List.of(
            new Labels.Column(3, "id", false, null, null),
            new Labels.Column(15, "name", null, "utf8mb4", null),
            new Labels.Column(15, "data", null, "binary", null)));

    private final RelayRecordBuilder builder = new RelayRecordBuilder(event -> LABELS);
    private final RelayRecordJson json = new RelayRecordJson();
    private final ObjectMapper mapper = new ObjectMapper();

    private static EventBytes rows() {
        return new EventBytes().number(9, 6).number(1, 2).number(2, 2).add(3);
    }

    private JsonNode events(BinlogEvent... events) {
        builder.tableMap(new EventBytes()
                .number(9, 6)
                .number(1, 2)
                .add(4, 's', 'h', 'o', 'p', 0, 6, 'o', 'r', 'd', 'e', 'r', 's', 0)
                .add(3, 3, 15, 15, 4, 40, 0, 40, 0, 7)
                .event(EventType.TABLE_MAP));
        for (BinlogEvent event : events) {
            builder.rows(event);
        }
        return json.toJson(builder.finish(Headers.fragment(0, true)).bytes()).get("events");
    }

    private void assertJson(JsonNode actual, String expected) throws JsonProcessingException {
        assertThat(mapper.readTree(actual.toString())).isEqualTo(mapper.readTree(expected));
    }

    @Test
    void theHeader() throws JsonProcessingException {
        ObjectNode record =
                json.toJson(builder.finish(Headers.fragment(2, true)).bytes());
        assertJson(record, """
                {"kind":"transaction","sequence":42,"attempt":1,"fragment":2,"last":true,
                 "gtid":"3e11fa47-71ca-11e1-9e33-c80aa9429562:23","file":"binlog.000007","pos":157,
                 "endFile":"binlog.000007","endPos":5000000000,"groupEnd":"xid","timestamp":"2023-11-14T22:13:20Z",
                 "committed":"2023-11-14T22:13:20.123457Z","originallyCommitted":"2023-11-14T22:13:20.123456Z",
                 "serverId":4000000000,"events":[]}""");
    }

    @Test
    void aHeartbeatHasNoGtidAndNoEvents() {
        ObjectNode record = json.toJson(builder.finish(Headers.heartbeat()).bytes());
        assertThat(record.get("kind").asText()).isEqualTo("heartbeat");
        assertThat(record.has("gtid")).isFalse();
        assertThat(record.has("committed")).isFalse();
    }

    @Test
    void insertUpdateAndDeleteHaveTheirColumnsByName() throws JsonProcessingException {
        JsonNode events = events(
                rows().add(7, 0, 1, 0, 0, 0, 1, 'a', 1, 0xff, 6, 2, 0, 0, 0).event(EventType.WRITE_ROWS),
                rows().add(7, 6, 3, 0, 0, 0).event(EventType.DELETE_ROWS),
                rows().add(7, 7, 6, 4, 0, 0, 0, 4, 5, 0, 0, 0, 1, 'b').event(EventType.UPDATE_ROWS));
        assertJson(events, """
                [{"insert":"shop.orders","rows":[{"id":1,"name":"a","data":{"base64":"/w=="}},{"id":2,"name":null,"data":null}]},
                 {"delete":"shop.orders","rows":[{"id":3,"name":null,"data":null}]},
                 {"update":"shop.orders","rows":[{"before":{"id":4,"name":null,"data":null},
                                                  "after":{"id":5,"name":"b","data":null}}]}]""");
    }

    @Test
    void anImageWithoutAllColumnsShowsThoseItHas() throws JsonProcessingException {
        // before image: id; after image: id and data, which is null
        JsonNode events = events(rows().add(1, 5, 0, 1, 0, 0, 0, 2, 2, 0, 0, 0).event(EventType.UPDATE_ROWS));
        assertJson(
                events.get(0),
                "{\"update\":\"shop.orders\",\"rows\":[{\"before\":{\"id\":1},\"after\":{\"id\":2,\"data\":null}}]}");
    }

    @Test
    void rowsThatWereKeptWholeAreShownAsSuch() throws JsonProcessingException {
        JsonNode events = events(new EventBytes().number(9, 6).add(1, 2, 3).event(EventType.PARTIAL_UPDATE_ROWS));
        assertJson(events.get(0), "{\"opaque\":\"shop.orders\",\"type\":\"PARTIAL_UPDATE_ROWS\",\"base64\":\"AQID\"}");
    }

    @Test
    void annotationsOfBothFamilies() throws JsonProcessingException {
        builder.annotation(new EventBytes()
                .add(4)
                .add("SELECT 'ü'".getBytes(StandardCharsets.UTF_8))
                .event(EventType.ROWS_QUERY));
        builder.annotation(
                new EventBytes().add("DELETE".getBytes(StandardCharsets.UTF_8)).event(EventType.MARIADB_ANNOTATE_ROWS));
        assertJson(
                json.toJson(builder.finish(Headers.fragment(0, true)).bytes()).get("events"),
                "[{\"annotation\":\"SELECT 'ü'\"},{\"annotation\":\"DELETE\"}]");
    }

    @Test
    void aStatementIsReadInItsClientsCharacterSet() throws JsonProcessingException {
        byte[] text = "CREATE TABLE größe".getBytes(Charset.forName("windows-1252"));
        StatementContext context = new StatementContext(
                null,
                1L,
                null,
                null,
                8,
                null,
                null,
                null,
                "UTC",
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                new byte[] {1});
        builder.statement(new Statement(1, 1, 0, 0, "shop", text, 3, 1051, context));
        assertJson(
                json.toJson(builder.finish(Headers.fragment(0, true)).bytes()).get("events"), """
                [{"statement":"CREATE TABLE größe","database":"shop","errorCode":1051,
                  "context":{"sqlMode":1,"characterSetClient":8,"timeZone":"UTC","explicitDefaultsForTimestamp":true,
                             "characterSetCollations":{"base64":"AQ=="}}}]""");
    }

    @Test
    void bytesThatAreNoRelayRecordAreRefused() {
        assertThatThrownBy(() -> json.toJson(new byte[20])).hasMessageContaining("not a relay record");
        byte[] record = builder.finish(Headers.fragment(0, true)).bytes();
        assertThatThrownBy(() -> json.toJson(Arrays.copyOf(record, 30))).hasMessageContaining("damaged");
    }

    @Test
    void valuesOfEveryBranch() throws IOException {
        assertThat(value(8, 0, "bigint unsigned", "ffffffffffffffff")).isEqualTo("18446744073709551615");
        assertThat(value(4, 4, "float", "0000804b")).isEqualTo("1.6777216E7");
        assertThat(value(5, 8, "double", "9a9999999999b93f")).isEqualTo("0.1");
        assertThat(value(5, 8, "double", "000000000000f87f")).isEqualTo("\"NaN\"");
        assertThat(value(246, 0x020a, "decimal(10,2)", "7f439eb1a5")).isEqualTo("\"-12345678.90\"");
        assertThat(value(10, 0, "date", "5dd00f")).isEqualTo("\"2024-02-29\"");
        assertThat(value(10, 0, "date", "000000")).isEqualTo("\"0000-00-00\"");
        assertThat(value(19, 6, "time(6)", "7f3747ffffff")).isEqualTo("\"-12:34:56.000001\"");
        assertThat(value(19, 0, "time", "b46efb")).isEqualTo("\"838:59:59\"");
        assertThat(value(18, 2, "datetime(2)", "8cb24200000c")).isEqualTo("\"1000-01-01 00:00:00.12\"");
        assertThat(value(17, 4, "timestamp(4)", "386d438004d2")).isEqualTo("\"2000-01-01 00:00:00.1234+00:00\"");
        assertThat(value(248, 1, "set", "05")).isEqualTo("5");
        assertThat(value(247, 1, "enum", "02")).isEqualTo("2");
        assertThat(value(255, 4, "geometry", "05000000 e6100000 01")).isEqualTo("{\"srid\":4326,\"base64\":\"AQ==\"}");
        assertThat(value(245, 4, "json", "0a000000 0f f6 07 0a02 80000001 0a")).isEqualTo("1.10");
        assertThat(value(245, 4, "json", "02000000 04 09")).isEqualTo("{\"base64\":\"BAk=\"}");
    }

    /** A cell, encoded and read back by Avro, as JSON. */
    private static String value(int type, int metadata, String sqlType, String hex) throws IOException {
        boolean unsigned = sqlType.endsWith("unsigned");
        ColumnDescription column = new ColumnDescription("c", type, metadata, true, unsigned, null, null);
        GrowingBytes avro = new GrowingBytes(16);
        requireNonNull(TypeMapping.codec(column)).encode(EventBytes.hex(hex), 0, avro);
        GenericRecord cell = new GenericDatumReader<GenericRecord>(TypeMappingTest.cellSchema())
                .read(null, DecoderFactory.get().binaryDecoder(avro.array, 0, avro.size, null));
        return new CellJson().value(cell.get("value"), sqlType).toString();
    }
}
