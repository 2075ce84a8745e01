package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableLabelsTest {
    private final RelayRecordCodec codec = new RelayRecordCodec();

    /** Columns INT, VARCHAR(40 bytes), ENUM. */
    private static BinlogEvent tableMap(String optional) {
        return new EventBytes()
                .number(5, 6)
                .number(1, 2)
                .add(2, 'd', 'b', 0, 1, 't', 0)
                .add(3, 3, 15, 254, 4, 40, 0, 247, 1, 0xff)
                .add(EventBytes.hex(optional))
                .event(EventType.TABLE_MAP);
    }

    private static final Labels.Column ID = new Labels.Column(ColumnType.LONG, "id", true, null, null);
    private static final Labels.Column NAME = new Labels.Column(ColumnType.VARCHAR, "name", null, "utf8mb4", null);
    private static final Labels.Column STATE =
            new Labels.Column(ColumnType.ENUM, "state", null, "utf8mb4", List.of("new", "it's"));

    private Table table(BinlogEvent event, TableLabels labels) {
        return table(new RelayRecordBuilder(labels), event);
    }

    private Table table(RelayRecordBuilder builder, BinlogEvent event) {
        builder.tableMap(event);
        byte[] bytes = builder.finish(Headers.fragment(0, true)).bytes();
        return ((RelayEvent.TableMap) codec.decode(bytes).events().get(0)).table();
    }

    @Test
    void withoutLabelsColumnsAreNumbered() {
        assertThat(table(tableMap(""), TableLabels.NONE).columns())
                .containsExactly(
                        new Table.Column("@1", "int", null, true),
                        new Table.Column("@2", "varchar", null, true),
                        new Table.Column("@3", "enum", null, true));
    }

    @Test
    void labelsTellWhatTheEventLeavesUnsaid() {
        assertThat(table(tableMap(""), event -> new Labels(List.of(ID, NAME, STATE)))
                        .columns())
                .containsExactly(
                        new Table.Column("id", "int unsigned", null, true),
                        new Table.Column("name", "varchar(10)", "utf8mb4", true),
                        new Table.Column("state", "enum('new','it''s')", "utf8mb4", true));
    }

    @Test
    void whatTheEventSaysWins() {
        // SIGNEDNESS signed, DEFAULT_CHARSET latin1; names and members are left to the labels
        assertThat(table(tableMap("01 01 00 02 01 08"), event -> new Labels(List.of(ID, NAME, STATE)))
                        .columns())
                .startsWith(
                        new Table.Column("id", "int", null, true),
                        new Table.Column("name", "varchar(40)", "latin1", true));
    }

    @Test
    void labelsOfAnotherNumberOfColumnsAreIgnored() {
        assertThat(table(tableMap(""), event -> new Labels(List.of(ID, NAME))).columns())
                .extracting(Table.Column::name)
                .containsExactly("@1", "@2", "@3");
    }

    @Test
    void labelsOfOtherTypesAreIgnoredAsAWhole() {
        assertThat(table(tableMap(""), event -> new Labels(List.of(ID, STATE, NAME)))
                        .columns())
                .extracting(Table.Column::name)
                .containsExactly("@1", "@2", "@3");
    }

    @Test
    void aRenamedColumnIsSeenThoughTheEventIsTheSame() {
        List<Labels> now = new ArrayList<>(List.of(new Labels(List.of(ID, NAME, STATE))));
        RelayRecordBuilder builder = new RelayRecordBuilder(event -> now.get(0));
        assertThat(table(builder, tableMap("")).columns().get(1).name()).isEqualTo("name");
        now.set(0, new Labels(List.of(ID, new Labels.Column(-1, "title", null, "utf8mb4", null), STATE)));
        assertThat(table(builder, tableMap("")).columns().get(1).name()).isEqualTo("title");
    }

    @Test
    void labelsAreNotAskedForWhenTheEventSaysAll() {
        RelayRecordBuilder builder = new RelayRecordBuilder(event -> {
            throw new AssertionError("asked about " + event.table());
        });
        BinlogEvent full = tableMap("01 01 80 02 01 2d 04 06 0169 016e 0173 06 03 01 01 61 0a 01 2d");
        assertThat(table(builder, full).columns())
                .containsExactly(
                        new Table.Column("i", "int unsigned", null, true),
                        new Table.Column("n", "varchar(10)", "utf8mb4", true),
                        new Table.Column("s", "enum('a')", "utf8mb4", true));
        assertThat(table(builder, full).columns()).hasSize(3);
    }
}
