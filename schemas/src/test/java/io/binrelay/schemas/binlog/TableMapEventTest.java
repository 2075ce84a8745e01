package io.binrelay.schemas.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** TABLE_MAP events of MySQL 8.0.15 and MariaDB 11.4.5, both with binlog_row_metadata=FULL. */
class TableMapEventTest {
    /** tinyint, tinyint unsigned, year, smallint, smallint unsigned, bit(3), mediumint, ... by turns. */
    private static final BinlogEvent MYSQL_INTEGERS = CapturedEvents.event("""
            c0a2006b130b00000060000000b80300000000320000000000010001640004696e7473000d01010d02021009090303080810040300
            0008ff1f01025540041d0161016201790163016402627401650166016701680169016a03623634""");

    /** The same table. */
    private static final BinlogEvent MARIADB_INTEGERS = CapturedEvents.event("""
            c0a2006b130c00000060000000000000000000080000000000010001640004696e7473000d01010d02021009090303080810040300
            0008ff1f01026aa0041d0161016201790163016402627401650166016701680169016a03623634""");

    /** All kinds of text, with enum('a','ü','c,d') and set('x','y','z') at the end. */
    private static final BinlogEvent MYSQL_TEXTS = CapturedEvents.event("""
            c0a2006b130b000000c4000000ca0e000000003600000000000100016400047374727300120f0f0ffefefefe0ffcfcfcfcfcfcfcfc
            fefe1c780084030a00fe50cefcfec8fe052c010102030401020304f701f801ffff030318fcff002108fcff00fcff00083f3ffcff00
            080d363f3f3f3f04320176027638016c0163046332353502636c0162027662027474027478026d74026c7402746202626c026d6202
            6c62016501730b04fcff000805070301780179017a060a03016102c3bc03632c64""");

    private static final BinlogEvent MARIADB_TEXTS = CapturedEvents.event("""
            c0a2006b130c000000ba0000000000000000000e00000000000100016400047374727300120f0f0ffefefefe0ffcfcfcfcfcfcfcfc
            fefe1c780084030a00fe50cefcfec8fe052c010102030401020304f701f801ffff0303102d21082d2d083f3f2d080d363f3f3f3f04
            320176027638016c0163046332353502636c0162027662027474027478026d74026c7402746202626c026d62026c62016501730b02
            2d0805070301780179017a060a03016102c3bc03632c64""");

    /** point and geometry. */
    private static final BinlogEvent MYSQL_GEOMETRIES = CapturedEvents.event("""
            c0a2006b130b000000370000002c1500000000370000000000010001640001670002ffff020404030702010004050170026765""");

    /** enum('a','b'), int primary key. */
    private static final BinlogEvent MYSQL_KEY = CapturedEvents.event("""
            c0a2006b130b00000047000000701700000000380000000000010001640004653330300002fe0302f701010101000404016501690a
            03fcff0006050201610162080101""");

    /** MySQL 9.7: int primary key, varchar(40) utf8mb4, date, json, vector(3), decimal(12,2), timestamp(6). */
    private static final BinlogEvent MYSQL_VECTOR = CapturedEvents.event("""
            77c8006b130100000078000000d7030000000057000000000001000473686f700008637573746f6d65720007030f0af5f2f61107a0
            0004040c02067c0101000304fcff003f0d01030424026964046e616d6504626f726e03646f630370696306616d6f756e7407637265
            617465640801000c01fe""");

    @Test
    void namesTypesAndNullability() {
        TableMapEvent event = TableMapEvent.parse(MYSQL_KEY);
        assertThat(event.database()).isEqualTo("d");
        assertThat(event.table()).isEqualTo("e300");
        assertThat(event.tableId()).isEqualTo(56);
        assertThat(event.columns())
                .containsExactly(
                        new TableMapEvent.Column(ColumnType.ENUM, 1, true),
                        new TableMapEvent.Column(ColumnType.LONG, 0, false));
        assertThat(names(event)).containsExactly("e", "i");
        assertThat(event.metadata().primaryKey()).containsExactly(1);
        assertThat(event.withTableId(7).tableId()).isEqualTo(7);
        assertThat(event.withTableId(7).columns()).isEqualTo(event.columns());
    }

    @Test
    void theLengthOfAWideCharIsPutTogetherFromItsHidingPlaces() {
        TableMapEvent event = TableMapEvent.parse(MYSQL_TEXTS);
        // char(20) and char(255) of utf8mb4, char(200) of latin1, binary(5)
        assertThat(event.columns().subList(3, 7))
                .containsExactly(
                        new TableMapEvent.Column(ColumnType.STRING, 80, true),
                        new TableMapEvent.Column(ColumnType.STRING, 1020, true),
                        new TableMapEvent.Column(ColumnType.STRING, 200, true),
                        new TableMapEvent.Column(ColumnType.STRING, 5, true));
    }

    @Test
    void theFamiliesCountYearDifferentlyAmongTheNumbers() {
        List<@Nullable Boolean> expected =
                Arrays.asList(false, true, null, false, true, null, false, true, false, true, false, true, null);
        assertThat(unsigned(TableMapEvent.parse(Family.MYSQL, MYSQL_INTEGERS))).isEqualTo(expected);
        assertThat(unsigned(TableMapEvent.parse(Family.MARIADB, MARIADB_INTEGERS)))
                .isEqualTo(expected);
        assertThat(unsigned(TableMapEvent.parse(MYSQL_INTEGERS))).isEqualTo(expected);
        assertThat(unsigned(TableMapEvent.parse(MARIADB_INTEGERS))).isEqualTo(expected);
    }

    @Test
    void signednessIsUntoldWhereTheTwoCountsCannotBeToldApart() {
        // year, int, int and the bits 10000000: for MySQL the first int is unsigned, for MariaDB only the year is.
        BinlogEvent event = tableMap(new int[] {13, 3, 3}, new int[0], "01 01 80");
        assertThat(unsigned(TableMapEvent.parse(Family.MYSQL, event))).containsExactly(null, true, false);
        assertThat(unsigned(TableMapEvent.parse(Family.MARIADB, event))).containsExactly(null, false, false);
        assertThat(unsigned(TableMapEvent.parse(event))).containsExactly(null, null, false);
    }

    @Test
    void characterSetsOfBothFamilies() {
        for (BinlogEvent event : List.of(MYSQL_TEXTS, MARIADB_TEXTS)) {
            List<@Nullable String> charsets = new ArrayList<>();
            for (TableMetadata.Column column :
                    TableMapEvent.parse(event).metadata().columns()) {
                charsets.add(Collations.charset(column.collation()));
            }
            assertThat(charsets)
                    .containsExactly(
                            "utf8mb4", "utf8mb3", "latin1", "utf8mb4", "utf8mb4", "latin1", "binary", "binary",
                            "utf8mb4", "latin1", "sjis", "utf16", "binary", "binary", "binary", "binary", "utf8mb4",
                            "latin1");
        }
    }

    @Test
    void trap23_membersOfEnumAndSet() {
        for (BinlogEvent event : List.of(MYSQL_TEXTS, MARIADB_TEXTS)) {
            List<TableMetadata.Column> columns =
                    TableMapEvent.parse(event).metadata().columns();
            assertThat(members(columns.get(16))).containsExactly("a", "ü", "c,d");
            assertThat(members(columns.get(17))).containsExactly("x", "y", "z");
            assertThat(columns.get(0).labels()).isNull();
        }
    }

    @Test
    void geometryTypes() {
        assertThat(TableMapEvent.parse(MYSQL_GEOMETRIES).metadata().columns())
                .extracting(TableMetadata.Column::geometryType)
                .containsExactly(1, 0);
    }

    @Test
    void charsetsOneByOneKeyPrefixesVisibilityAndDimensions() {
        BinlogEvent event = tableMap(
                new int[] {15, 252, 3, 242},
                new int[] {10, 0, 2, 4},
                "03 05 2d fc ff 00 3f 09 04 01 05 02 00 0c 01 d0 0d 01 03 63 02 aa bb");
        TableMetadata metadata = TableMapEvent.parse(event).metadata();
        assertThat(metadata.columns())
                .extracting(TableMetadata.Column::collation)
                .containsExactly(45, 255, -1, 63);
        assertThat(metadata.primaryKey()).containsExactly(1, 2);
        assertThat(metadata.primaryKeyPrefixes()).containsExactly(5, 0);
        assertThat(metadata.columns())
                .extracting(TableMetadata.Column::visible)
                .containsExactly(true, true, false, true);
        assertThat(metadata.columns().get(3).vectorDimensions()).isEqualTo(3);
        assertThat(metadata.unknown()).containsOnlyKeys(0x63);
        assertThat(metadata.unknown().get(0x63)).isEqualTo(new byte[] {(byte) 0xaa, (byte) 0xbb});
    }

    @Test
    void trap26_aVectorCountsAmongTheColumnsThatHaveACollation() {
        TableMetadata metadata = TableMapEvent.parse(Family.MYSQL, MYSQL_VECTOR).metadata();
        assertThat(metadata.columns())
                .extracting(TableMetadata.Column::collation)
                .containsExactly(-1, 255, -1, -1, 63, -1, -1);
        assertThat(metadata.unknown()).isEmpty();
    }

    @Test
    void metadataThatDoesNotFitTheColumnsIsKeptAsideAndNotAttachedToTheWrongOnes() {
        BinlogEvent event =
                tableMap(new int[] {15, 3}, new int[] {10, 0}, "01 02 0000 03 02 2d2d 02 03 2d 05 08 04 02 01 61");
        TableMetadata metadata = TableMapEvent.parse(event).metadata();
        assertThat(metadata.columns()).containsOnly(TableMetadata.Column.UNTOLD);
        assertThat(metadata.unknown()).containsOnlyKeys(1, 2, 3, 4);
    }

    @Test
    void metadataThatIsCutOffIsKeptAsideToo() {
        // a default collation and half an exception, a name longer than its field, half a key
        BinlogEvent event = tableMap(new int[] {15, 3}, new int[] {10, 0}, "02 02 2d 00 04 02 05 61 09 01 00");
        TableMetadata metadata = TableMapEvent.parse(event).metadata();
        assertThat(metadata.columns()).containsOnly(TableMetadata.Column.UNTOLD);
        assertThat(metadata.primaryKey()).isNull();
        assertThat(metadata.unknown()).containsOnlyKeys(2, 4, 9);
    }

    @Test
    void behindATypeThatIsNotKnownTheMetadataOfColumnsIsUntold() {
        BinlogEvent event = tableMap(new int[] {15, 200, 15}, new int[] {10, 0, 1, 2, 20, 0}, "");
        assertThat(TableMapEvent.parse(event).columns())
                .containsExactly(
                        new TableMapEvent.Column(15, 10, true),
                        new TableMapEvent.Column(200, -1, true),
                        new TableMapEvent.Column(15, -1, true));
    }

    @Test
    void aTruncatedEventIsRefused() {
        byte[] bytes = Arrays.copyOf(MYSQL_KEY.bytes(), 36);
        LittleEndian.putInt32(bytes, 9, bytes.length);
        assertThatThrownBy(() -> TableMapEvent.parse(new BinlogEvent("binlog.000001", 4, bytes)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("column count");
    }

    private static List<@Nullable String> names(TableMapEvent event) {
        List<@Nullable String> names = new ArrayList<>();
        for (TableMetadata.Column column : event.metadata().columns()) {
            names.add(column.name());
        }
        return names;
    }

    private static List<@Nullable Boolean> unsigned(TableMapEvent event) {
        List<@Nullable Boolean> unsigned = new ArrayList<>();
        for (TableMetadata.Column column : event.metadata().columns()) {
            unsigned.add(column.unsigned());
        }
        return unsigned;
    }

    private static List<String> members(TableMetadata.Column column) {
        List<String> members = new ArrayList<>();
        List<byte[]> labels = column.labels();
        if (labels != null) {
            labels.forEach(label -> members.add(new String(label, StandardCharsets.UTF_8)));
        }
        return members;
    }

    private static BinlogEvent tableMap(int[] types, int[] metadata, String optional) {
        StringBuilder hex = new StringBuilder("00000000 13 01000000 00000000 00000000 0000");
        hex.append("010000000000 0100 0164 00 0174 00 %02x".formatted(types.length));
        for (int type : types) {
            hex.append("%02x".formatted(type));
        }
        hex.append("%02x".formatted(metadata.length));
        for (int value : metadata) {
            hex.append("%02x".formatted(value));
        }
        byte[] head = HexFormat.of()
                .parseHex(hex.append("ff").append(optional).toString().replace(" ", ""));
        return CapturedEvents.event(HexFormat.of().formatHex(head));
    }
}
