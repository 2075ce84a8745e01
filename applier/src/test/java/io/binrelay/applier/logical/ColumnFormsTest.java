package io.binrelay.applier.logical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.binlog.TableMetadata;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values as SQL, from the bytes of rows events. */
class ColumnFormsTest {
    private static String value(int type, int metadata, TargetColumn target, String hex) {
        return value(type, metadata, TableMetadata.Column.UNTOLD, target, hex);
    }

    private static String value(int type, int metadata, TableMetadata.Column told, TargetColumn target, String hex) {
        byte[] cell = HexFormat.of().parseHex(hex);
        StringBuilder out = new StringBuilder();
        ColumnForms.of(new TableMapEvent.Column(type, metadata, true), told, target)
                .value(cell, 0, cell.length, out);
        return out.toString();
    }

    private static TargetColumn column(String columnType) {
        return column(columnType, null, 0);
    }

    private static TargetColumn column(String columnType, @Nullable String charset, int digits) {
        int end = columnType.indexOf('(');
        String name = end < 0 ? columnType : columnType.substring(0, end);
        int modifier = name.indexOf(' ');
        String dataType = modifier < 0 ? name : name.substring(0, modifier);
        return new TargetColumn("c", dataType, columnType, charset, 4, digits, 64, false, false);
    }

    private static TableMetadata.Column collation(int id) {
        return new TableMetadata.Column(null, null, id, null, -1, -1, null);
    }

    @Test
    void trap21_signs_come_from_the_source_else_from_the_replica() {
        assertThat(value(ColumnType.TINY, 0, column("tinyint"), "ff")).isEqualTo("-1");
        assertThat(value(ColumnType.TINY, 0, column("tinyint unsigned"), "ff")).isEqualTo("255");
        TableMetadata.Column unsigned = new TableMetadata.Column(null, true, -1, null, -1, -1, null);
        assertThat(value(ColumnType.LONGLONG, 0, unsigned, column("bigint"), "ffffffffffffffff"))
                .isEqualTo("18446744073709551615");
        assertThat(value(ColumnType.INT24, 0, column("int"), "000080")).isEqualTo("-8388608");
    }

    @Test
    void trap20_floats_are_doubles_with_an_exponent() {
        assertThat(value(ColumnType.FLOAT, 4, column("float"), "0000804b")).isEqualTo("1.6777216E7");
        assertThat(value(ColumnType.FLOAT, 4, column("float"), "cdcccc3d")).isEqualTo("0.10000000149011612E0");
        assertThat(value(ColumnType.DOUBLE, 8, column("double"), "0000000000000080"))
                .isEqualTo("-0.0E0");
    }

    @Test
    void trap21_decimals_have_all_digits() {
        TargetColumn target = column("decimal(12,4)", null, 4);
        assertThat(value(ColumnType.DECIMAL, 10 | 4 << 8, target, "8004d2162e")).isEqualTo("001234.5678");
        assertThat(value(ColumnType.DECIMAL, 10 | 4 << 8, target, "7ffb2de9d1")).isEqualTo("-001234.5678");
        assertThatThrownBy(() -> value(ColumnType.DECIMAL, 10 | 5 << 8, target, "8004d2162e"))
                .hasMessageContaining("DECIMAL(10,5)");
    }

    @Test
    void trap15_trap17_dates_and_times_have_all_digits_whatever_they_are() {
        assertThat(value(ColumnType.DATE, 0, column("date"), "000000")).isEqualTo("'0000-00-00'");
        assertThat(value(ColumnType.TIME2, 0, column("time"), "800000")).isEqualTo("'00:00:00'");
        assertThat(value(ColumnType.TIME2, 0, column("time"), "4b9105")).isEqualTo("'-838:59:59'");
        assertThat(value(ColumnType.TIME2, 1, column("time(1)", null, 1), "7ffffff6"))
                .isEqualTo("'-00:00:00.1'");
        assertThat(value(ColumnType.DATETIME2, 0, column("datetime"), "8000000000"))
                .isEqualTo("'0000-00-00 00:00:00'");
        assertThat(value(ColumnType.TIMESTAMP2, 3, column("timestamp(3)", null, 3), "000000010019"))
                .isEqualTo("'1970-01-01 00:00:01.002'");
        assertThat(value(ColumnType.TIMESTAMP2, 0, column("timestamp"), "00000000"))
                .isEqualTo("'0000-00-00 00:00:00'");
        assertThat(value(ColumnType.YEAR, 0, column("year"), "00")).isEqualTo("0");
        assertThat(value(ColumnType.YEAR, 0, column("year"), "ff")).isEqualTo("2155");
    }

    @Test
    void trap18_text_keeps_its_bytes_under_the_name_of_its_character_set() {
        assertThat(value(ColumnType.VARCHAR, 9, collation(8), column("varchar(9)", "latin1", 0), "02e481"))
                .isEqualTo("_latin1 X'E481'");
        assertThat(value(ColumnType.VARCHAR, 9, collation(33), column("varchar(9)", "utf8", 0), "02c3a4"))
                .isEqualTo("_utf8mb4 X'C3A4'");
        assertThatThrownBy(() -> value(ColumnType.VARCHAR, 9, collation(8), column("varchar(9)", "utf8mb4", 0), "00"))
                .hasMessage("column c is varchar(9) in utf8mb4 on the replica, which does not hold what the source has"
                        + " there: VARCHAR or VARBINARY in latin1. Give it the source's type");
        assertThatThrownBy(() -> value(ColumnType.VARCHAR, 9, collation(35), column("varchar(9)", "ucs2", 0), "0161"))
                .hasMessageContaining("its length is no multiple of 2 bytes");
    }

    @Test
    void trap19_binary_is_padded_to_its_length_and_only_to_that() {
        assertThat(value(ColumnType.STRING, 4, collation(63), column("binary(4)"), "0101"))
                .isEqualTo("X'01000000'");
        assertThatThrownBy(() -> value(ColumnType.STRING, 5, collation(63), column("binary(4)"), "0101"))
                .hasMessageContaining("of fixed length of 5 bytes in binary");
    }

    @Test
    void trap23_members_are_compared_where_the_source_tells_them() {
        TableMetadata.Column told =
                new TableMetadata.Column(null, null, 8, List.of(bytes("a"), bytes("it's")), -1, -1, null);
        assertThat(value(ColumnType.ENUM, 1, told, column("enum('a','it''s')", "latin1", 0), "02"))
                .isEqualTo("2");
        assertThatThrownBy(() -> value(ColumnType.ENUM, 1, told, column("enum('it''s','a')", "latin1", 0), "02"))
                .hasMessageContaining("an ENUM in latin1");
        assertThat(value(ColumnType.SET, 8, column("set('a')"), "ffffffffffffffff"))
                .isEqualTo("18446744073709551615");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void trap24_json_text_that_mysql_would_shorten_is_refused() {
        JsonLoss.check("{\"a\": [1, -9223372036854775808, 18446744073709551615, 0.1, 1.50, 1e2], \"b\": {\"a\": 1}}");
        JsonLoss.check("[{\"a\": 1}, {\"a\": 2}, \"a\", \"a\"]");
        assertThatThrownBy(() -> JsonLoss.check("{\"a\": 1, \"\\u0061\" : 2}"))
                .hasMessageContaining("the name \"a\" twice");
        assertThatThrownBy(() -> JsonLoss.check("[18446744073709551617]")).hasMessageContaining("18446744073709551617");
        assertThatThrownBy(() -> JsonLoss.check("[1e400]")).hasMessageContaining("1e400");
    }
}
