package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.RowsSqlMode;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RelayRecordBuilderTest {
    private static final long TABLE_ID = 0x0123_4567_89abL;

    private final RelayRecordBuilder builder = new RelayRecordBuilder(TableLabels.NONE);
    private final RelayRecordCodec codec = new RelayRecordCodec();

    /** A table of an INT column and as many more as types are given. */
    private static BinlogEvent tableMap(int... moreTypes) {
        EventBytes bytes = new EventBytes()
                .number(TABLE_ID, 6)
                .number(1, 2)
                .add(2, 'd', 'b', 0, 1, 't', 0)
                .lengthEncoded(1 + moreTypes.length)
                .add(3)
                .add(moreTypes);
        return bytes.lengthEncoded(0).add(0xff).event(EventType.TABLE_MAP);
    }

    private static BinlogEvent insert(int... cells) {
        return new EventBytes()
                .number(TABLE_ID, 6)
                .number(1, 2)
                .number(2, 2)
                .add(1, 0xff, 0)
                .add(cells)
                .event(EventType.WRITE_ROWS);
    }

    private RelayEvent.Rows onlyRows(EncodedRecord record) {
        RelayRecord decoded = codec.decode(record.bytes());
        return (RelayEvent.Rows) decoded.events().get(decoded.events().size() - 1);
    }

    @Test
    void aLaterFragmentCarriesTheDefinitionOfTheTablesItsRowsBelongTo() {
        BinlogEvent map = tableMap();
        builder.tableMap(map);
        builder.rows(insert(1, 0, 0, 0));
        builder.finish(Headers.fragment(0, false));

        builder.rows(insert(2, 0, 0, 0));
        EncodedRecord second = builder.finish(Headers.fragment(1, true));

        RelayRecord record = codec.decode(second.bytes());
        assertThat(record.header().fragment()).isEqualTo(1);
        assertThat(record.events()).hasSize(1);
        RelayEvent.Rows rows = (RelayEvent.Rows) record.events().get(0);
        assertThat(rows.table().qualifiedName()).isEqualTo("db.t");
        assertThat(rows.bytes()).isEqualTo(insert(2, 0, 0, 0).bytes());
        assertThat(Arrays.copyOfRange(rows.tableMap(), 19, rows.tableMap().length))
                .as("body of the TABLE_MAP event made anew")
                .isEqualTo(Arrays.copyOfRange(map.bytes(), 19, map.bytes().length));
        BinlogEvent madeAnew = new BinlogEvent("binlog.000001", 4, rows.tableMap());
        assertThat(madeAnew.type()).isEqualTo(EventType.TABLE_MAP);
        assertThat(madeAnew.flags()).isZero();
    }

    @Test
    void afterTheGroupItsTableIdsAreForgotten() {
        builder.tableMap(tableMap());
        builder.rows(insert(1, 0, 0, 0));
        builder.finish(Headers.fragment(0, true));
        builder.endGroup();
        assertThatThrownBy(() -> builder.rows(insert(1, 0, 0, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Long.toString(TABLE_ID))
                .hasMessageContaining("binlog.000007:4711");
    }

    @Test
    void endGroupDropsWhatWasNotFinished() {
        builder.tableMap(tableMap());
        builder.rows(insert(1, 0, 0, 0));
        assertThat(builder.isEmpty()).isFalse();
        assertThat(builder.size()).isGreaterThan(40);
        builder.endGroup();
        assertThat(builder.isEmpty()).isTrue();
        assertThat(builder.size()).isZero();
        assertThat(codec.decode(builder.finish(Headers.fragment(0, true)).bytes())
                        .events())
                .isEmpty();
    }

    @Test
    void aHeartbeatHasAHeaderAndNothingElse() {
        EncodedRecord record = builder.finish(Headers.heartbeat());
        assertThat(codec.decode(record.bytes())).isEqualTo(new RelayRecord(Headers.heartbeat(), List.of()));
        assertThat(codec.decodeHeader(record.bytes())).isEqualTo(Headers.heartbeat());
    }

    @Test
    void aRowThatIsTooShortKeepsItsEventWhole() {
        keptWhole(insert(1, 0, 0), "it cannot be read as rows of that table");
    }

    @Test
    void anEventOfAnotherNumberOfColumnsIsKeptWhole() {
        BinlogEvent event = new EventBytes()
                .number(TABLE_ID, 6)
                .number(1, 2)
                .number(2, 2)
                .add(2, 0xff, 0, 1, 0, 0, 0, 2, 0, 0, 0)
                .event(EventType.WRITE_ROWS);
        keptWhole(event, "2 columns, its TABLE_MAP event 1");
    }

    @Test
    void unusedBitsThatFollowNoRuleKeepTheEventWhole() {
        // The first row's unused null bits are clear, the second's are set: no server writes both.
        keptWhole(insert(1, 0, 0, 0, 0xfe, 2, 0, 0, 0), "re-packed it would differ from byte 36 on");
    }

    @Test
    void trap9_partialUpdateRowsAreKeptWhole() {
        BinlogEvent event =
                new EventBytes().number(TABLE_ID, 6).number(1, 2).add(1, 2, 3).event(EventType.PARTIAL_UPDATE_ROWS);
        keptWhole(event, "PARTIAL_UPDATE_ROWS");
    }

    @Test
    void trap29_compressedRowsOfMariaDbAreKeptWhole() {
        BinlogEvent event = new EventBytes()
                .number(TABLE_ID, 6)
                .number(1, 2)
                .add(9, 9, 9)
                .event(EventType.MARIADB_WRITE_ROWS_COMPRESSED_V1);
        keptWhole(event, "WRITE_ROWS_COMPRESSED_V1");
    }

    @Test
    void trap29_largeEventsAreKeptWholeAndNotCopiedBetweenSmallOnesThatAreTyped() {
        byte[] noise = new byte[RelayRecordBuilder.LARGEST_TYPED];
        new SplittableRandom(29).nextBytes(noise);
        BinlogEvent large =
                new EventBytes().number(TABLE_ID, 6).number(1, 2).add(noise).event(EventType.WRITE_ROWS);
        BinlogEvent text = new EventBytes().add(0).add(noise).event(EventType.ROWS_QUERY);
        builder.annotation(text);
        builder.tableMap(tableMap());
        builder.rows(insert(1, 0, 0, 0));
        builder.rows(large);
        builder.rows(insert(2, 0, 0, 0));
        builder.rows(large);
        assertThat(builder.opaqueEvents()).isEqualTo(2);
        assertThat(builder.lastOpaqueReason()).contains("it has 16777", "only events of up to 16777216 are typed");
        assertThat(builder.size()).isBetween(3 * noise.length, 3 * noise.length + 500);

        EncodedRecord record = builder.finish(Headers.fragment(0, true));
        assertThat(record.length()).isBetween(3 * noise.length, 3 * noise.length + 1_000);
        assertThat(builder.isEmpty()).isTrue();
        assertThat(builder.size()).isZero();
        byte[] bytes = record.bytes();
        assertThat(record.copyOfRange(noise.length, 2 * noise.length))
                .isEqualTo(Arrays.copyOfRange(bytes, noise.length, 2 * noise.length));
        assertThat(codec.tablesIn(record.copyOfRange(0, 1_000))).containsExactly("db.t");
        List<RelayEvent> events = codec.decode(bytes).events();
        assertThat(events).hasSize(6);
        assertThat(((RelayEvent.Annotation) events.get(0)).bytes()).isEqualTo(text.bytes());
        List<BinlogEvent> rows = List.of(insert(1, 0, 0, 0), large, insert(2, 0, 0, 0), large);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(((RelayEvent.Rows) events.get(2 + i)).bytes())
                    .isEqualTo(rows.get(i).bytes());
        }
    }

    private void keptWhole(BinlogEvent event, String reason) {
        builder.tableMap(tableMap());
        builder.rows(event);
        assertThat(builder.opaqueEvents()).isEqualTo(1);
        assertThat(builder.lastOpaqueReason()).contains("db.t", "binlog.000007:4711", reason);
        RelayEvent.Rows rows = onlyRows(builder.finish(Headers.fragment(0, true)));
        assertThat(rows.bytes()).isEqualTo(event.bytes());
        assertThat(rows.tableMap()).isEqualTo(tableMap().bytes());
    }

    @Test
    void rowsOfATableWithAColumnTypeThatIsNotKnownAreKeptWhole() {
        BinlogEvent map = tableMap(200);
        BinlogEvent event = insert(1, 2, 3);
        builder.tableMap(map);
        builder.rows(event);
        assertThat(builder.lastOpaqueReason()).contains("column @2 is of type code 200");
        RelayEvent.Rows rows = onlyRows(builder.finish(Headers.fragment(0, true)));
        assertThat(rows.bytes()).isEqualTo(event.bytes());
        assertThat(rows.table().columns().get(1).type()).isEqualTo("type 200");
    }

    @Test
    void rowsAreTypedAgainAfterAnEventThatWasKeptWhole() {
        builder.tableMap(tableMap());
        builder.rows(insert(1, 0, 0));
        builder.rows(insert(1, 0, 0, 0));
        assertThat(builder.opaqueEvents()).isEqualTo(1);
        assertThat(onlyRows(builder.finish(Headers.fragment(0, true))).bytes())
                .isEqualTo(insert(1, 0, 0, 0).bytes());
    }

    @Test
    void anyBytesBehindTheTableIdComeBack() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_500; i++) {
            RandomTable table = new RandomTable(random.split());
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            int type = RandomTable.ROWS_TYPES[random.nextInt(RandomTable.ROWS_TYPES.length)];
            BinlogEvent event =
                    new EventBytes().number(table.tableId, 6).add(body).event(type);
            builder.tableMap(table.tableMap());
            builder.rows(event);
            byte[] record = builder.finish(Headers.fragment(0, true)).bytes();
            builder.endGroup();
            RelayEvent.Rows rows =
                    (RelayEvent.Rows) codec.decode(record).events().get(1);
            assertThat(rows.bytes()).as("event %d", i).isEqualTo(event.bytes());
        }
    }

    @Test
    void annotationsAndStatementsComeBackInTheirPlaces() {
        BinlogEvent annotation = new EventBytes()
                .add(6)
                .add("INSERT".getBytes(StandardCharsets.US_ASCII))
                .event(EventType.ROWS_QUERY, 5, 6, 7, 0x80);
        Statement statement = new Statement(
                1_700_000_000,
                4_294_967_295L,
                8,
                4_294_967_290L,
                "shop",
                new byte[] {'D', (byte) 0xff},
                77,
                1051,
                new StatementContext(
                        0x4000L,
                        -1L,
                        1,
                        2,
                        45,
                        46,
                        255,
                        8,
                        "+02:00",
                        4,
                        "root",
                        "localhost",
                        999_999,
                        false,
                        255,
                        1,
                        0,
                        new byte[] {1, 2}));
        builder.annotation(annotation);
        builder.statement(statement);
        List<RelayEvent> events =
                codec.decode(builder.finish(Headers.fragment(0, true)).bytes()).events();
        assertThat(((RelayEvent.Annotation) events.get(0)).bytes()).isEqualTo(annotation.bytes());
        assertThat(((RelayEvent.Execute) events.get(1)).statement())
                .usingRecursiveComparison()
                .isEqualTo(statement);
    }

    @Test
    void aContextThatSaysNothingComesBackSayingNothing() {
        Statement statement = new Statement(0, 1, 0, 0, "", new byte[0], 0, 0, StatementContext.UNSAID);
        builder.statement(statement);
        List<RelayEvent> events =
                codec.decode(builder.finish(Headers.fragment(0, true)).bytes()).events();
        assertThat(((RelayEvent.Execute) events.get(0)).statement())
                .usingRecursiveComparison()
                .isEqualTo(statement);
    }

    @Test
    void trap10_trap28_whatAStatementDependsOnComesBack() {
        StatementInputs inputs = new StatementInputs(
                -1L,
                7L,
                11L,
                12L,
                List.of(
                        new UserVariable("größe", UserVariable.Type.STRING, false, 45, new byte[] {'x', (byte) 0xff}),
                        UserVariable.ofNull("n")));
        LoadedFile load = new LoadedFile(3, 5, 20, LoadedFile.Duplicates.REPLACE);
        Statement statement =
                new Statement(1, 2, 0, 3, "shop", new byte[] {'L'}, 4, 0, StatementContext.UNSAID, inputs, load);
        builder.fileBlock(new RelayEvent.FileBlock(3, true, new byte[] {1, 2}));
        builder.fileBlock(new RelayEvent.FileBlock(3, false, new byte[0]));
        builder.statement(statement);
        byte[] bytes = builder.finish(Headers.fragment(0, true)).bytes();
        List<RelayEvent> events = codec.decode(bytes).events();
        assertThat(events.get(0))
                .usingRecursiveComparison()
                .isEqualTo(new RelayEvent.FileBlock(3, true, new byte[] {1, 2}));
        assertThat(((RelayEvent.FileBlock) events.get(1)).data()).isEmpty();
        assertThat(((RelayEvent.Execute) events.get(2)).statement())
                .usingRecursiveComparison()
                .isEqualTo(statement);
        assertThat(new RelayRecordJson().toJson(bytes).get("events").toString())
                .contains("{\"file\":3,\"first\":true,\"base64\":\"AQI=\"}")
                .contains("\"inputs\":{\"lastInsertId\":18446744073709551615,\"insertId\":7,\"randomSeed1\":11,"
                        + "\"randomSeed2\":12,\"userVariables\":{\"größe\":{\"type\":\"string\"")
                .contains("\"load\":{\"file\":3,\"duplicates\":\"replace\"}");
    }

    @Test
    void trap34_theIdentifierOfADistributedTransactionComesBack() {
        RecordHeader plain = Headers.fragment(0, true);
        RecordHeader prepared = new RecordHeader(
                plain.kind(),
                plain.sequence(),
                plain.attempt(),
                0,
                true,
                plain.begin(),
                plain.end(),
                plain.gtid(),
                GroupEnd.XA_PREPARE,
                "X'61',X'',1",
                RowsSqlMode.BITS,
                plain.timestampSeconds(),
                null,
                null,
                null,
                plain.source());
        byte[] bytes = builder.finish(prepared).bytes();
        assertThat(codec.decode(bytes).header()).usingRecursiveComparison().isEqualTo(prepared);
        assertThat(new RelayRecordJson().toJson(bytes).toString())
                .contains("\"groupEnd\":\"xa_prepare\",\"xid\":\"X'61',X'',1\"");
    }
}
