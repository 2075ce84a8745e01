package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Values of all types on a replica of the other family, in both directions. Every test has schemas and a channel of its
 * own. Definitions cannot be the same, so contents are compared: every column to the byte.
 */
abstract class LogicalValuesTests {
    abstract Replication replication();

    void replicate(String database, String... statements) throws SQLException {
        String[] all = new String[statements.length + 1];
        all[0] = "CREATE DATABASE " + database + " CHARACTER SET utf8mb4";
        for (int i = 0; i < statements.length; i++) {
            all[i + 1] = statements[i].replace("@", database + ".");
        }
        replication().replicate(database, all);
    }

    /** What the applier stops with at the last statement; what came before it is applied. */
    void assertRefused(String database, String message, String... statements) throws SQLException {
        assertThatThrownBy(() -> replicate(database, statements))
                .isInstanceOf(BinrelayException.class)
                .hasMessageContaining(message);
    }

    void same(String sql) throws SQLException {
        replication().assertSame(sql);
    }

    @Test
    void trap21_integers_of_all_sizes_and_signs_arrive_exactly() throws SQLException {
        replicate(
                "integers",
                "CREATE TABLE @t (id INT PRIMARY KEY, a TINYINT, b TINYINT UNSIGNED, c SMALLINT, d SMALLINT UNSIGNED,"
                        + " e MEDIUMINT, f MEDIUMINT UNSIGNED, g INT, h INT UNSIGNED, i BIGINT, j BIGINT UNSIGNED,"
                        + " k BOOLEAN, l INT(5) ZEROFILL)",
                "INSERT INTO @t VALUES (1, -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295,"
                        + " -9223372036854775808, 18446744073709551615, TRUE, 42)",
                "INSERT INTO @t VALUES (-1, 127, 0, 32767, 0, 8388607, 0, 2147483647, 0, 9223372036854775807, 0, 0, 0)",
                "INSERT INTO @t (id) VALUES (0)",
                "UPDATE @t SET j = 9223372036854775808 WHERE id = -1",
                "DELETE FROM @t WHERE id = 0",
                "INSERT INTO @t (id, a) VALUES (0, -1)");
        same("SELECT * FROM integers.t ORDER BY id");
    }

    @Test
    void trap20_trap21_fractions_arrive_bit_for_bit() throws SQLException {
        replicate(
                "fractions",
                "CREATE TABLE @t (id INT PRIMARY KEY, f FLOAT, d DOUBLE, n DECIMAL(65,30), u DECIMAL(5,0) UNSIGNED,"
                        + " s DECIMAL(4,4), m FLOAT(7,3))",
                "INSERT INTO @t VALUES (1, 16777216, 0.1, -99999999999999999999999999999999999.999999999999999999999999999999,"
                        + " 99999, -0.9999, 1234.567)",
                "INSERT INTO @t VALUES (2, 3.4028234663852886e38, 1.7976931348623157e308, 0, 0, 0, 0)",
                "INSERT INTO @t VALUES (3, 1.401298464324817e-45, 4.9e-324, 0.000000000000000000000000000001, 1, 0.0001, -1)",
                "INSERT INTO @t VALUES (4, -0e0, -0e0, -0.1, NULL, NULL, NULL), (5, 0.1, 2.2250738585072014e-308, 123456789.5, 1, 0.5, 0.001)",
                "UPDATE @t SET f = f * 3, d = d / 3 WHERE id = 5");
        same("SELECT id, CAST(f*1e0 AS CHAR), CAST(d*1e0 AS CHAR), n, u, s, CAST(m*1e0 AS CHAR)"
                + " FROM fractions.t ORDER BY id");
        assertThat(Replication.rows(
                        replication().replica(), "SELECT CAST(f*1e0 AS CHAR) FROM fractions.t WHERE id IN (1, 4)"))
                .containsExactly("16777216", "-0");
    }

    @Test
    void trap15_trap16_trap17_dates_and_times_arrive_exactly() throws SQLException {
        replicate(
                "times",
                "SET sql_mode='ALLOW_INVALID_DATES'",
                "SET time_zone='+05:30'",
                "CREATE TABLE @t (id INT PRIMARY KEY, d DATE, t TIME, t1 TIME(1), t6 TIME(6), dt DATETIME, dt3 DATETIME(3),"
                        + " dt6 DATETIME(6), ts TIMESTAMP NULL, ts5 TIMESTAMP(5) NULL, y YEAR,"
                        + " auto TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
                "INSERT INTO @t VALUES (1, '0000-00-00', '-838:59:59', '-00:00:00.1', '-838:59:58.999999', '0000-00-00 00:00:00',"
                        + " '2021-02-31 01:02:03.004', '0001-01-01 00:00:00.000001', '1970-01-01 05:30:01',"
                        + " '2038-01-19 08:44:07.99999', 0, '2001-01-01 00:00:00')",
                "INSERT INTO @t VALUES (2, '2021-00-00', '838:59:59', '23:59:59.9', '00:00:00.000001', '9999-12-31 23:59:59',"
                        + " '2020-12-00 00:00:00', '9999-12-31 23:59:59.999999', '0000-00-00 00:00:00', NULL, 1901,"
                        + " '2002-02-02 02:02:02')",
                "INSERT INTO @t VALUES (3, '9999-12-31', '00:00:00', '-00:00:00.9', '-00:00:00.000001', '0050-01-01 00:00:00',"
                        + " '1000-01-01', '2020-02-29 12:00:00.5', '2020-10-25 02:30:00', '2020-03-29 02:30:00.00001', 2155,"
                        + " '2003-03-03 03:03:03')",
                "UPDATE @t SET y = 2000 WHERE id = 2",
                "UPDATE @t SET auto = '2004-04-04' WHERE id = 3",
                "DELETE FROM @t WHERE id = 1");
        same("SELECT id, CAST(d AS CHAR), CAST(t AS CHAR), CAST(t1 AS CHAR), CAST(t6 AS CHAR), CAST(dt AS CHAR),"
                + " CAST(dt3 AS CHAR), CAST(dt6 AS CHAR), UNIX_TIMESTAMP(ts), UNIX_TIMESTAMP(ts5), y+0,"
                + " UNIX_TIMESTAMP(auto) FROM times.t ORDER BY id");
        replicate2(
                "times",
                "SET sql_mode='ALLOW_INVALID_DATES'",
                "CREATE TABLE times.keyless LIKE times.t",
                "ALTER TABLE times.keyless DROP PRIMARY KEY",
                "INSERT INTO times.keyless SELECT * FROM times.t",
                "DELETE FROM times.keyless WHERE id = 2");
        same("SELECT id, CAST(dt6 AS CHAR), CAST(t6 AS CHAR), y+0 FROM times.keyless ORDER BY id");
    }

    /** More of the same, over a channel of its own. */
    private void replicate2(String channel, String... statements) throws SQLException {
        replication().replicate(channel + "_more", statements);
    }

    @Test
    void trap18_trap19_text_and_bytes_arrive_exactly_in_every_common_character_set() throws SQLException {
        StringBuilder columns = new StringBuilder("CREATE TABLE @t (id INT PRIMARY KEY");
        StringBuilder values = new StringBuilder("INSERT INTO @t VALUES (1");
        StringBuilder select = new StringBuilder("SELECT id");
        for (String[] charset : List.of(
                new String[] {"utf8mb4", "61F09F988020"},
                new String[] {"utf8mb3", "61E282AC"},
                new String[] {"latin1", "E4818D8F9020"},
                new String[] {"latin2", "E4B1"},
                new String[] {"cp1251", "CFF0"},
                new String[] {"koi8r", "C1DA"},
                new String[] {"sjis", "835C8140"},
                new String[] {"cp932", "FA40835C"},
                new String[] {"ujis", "A4A2"},
                new String[] {"eucjpms", "ADA1"},
                new String[] {"gbk", "B0A1815C"},
                new String[] {"big5", "A4405C"},
                new String[] {"euckr", "B0A1"},
                new String[] {"ucs2", "006120AC"},
                new String[] {"utf16", "D83DDE00"},
                new String[] {"utf16le", "3DD800DE"},
                new String[] {"utf32", "0001F600"},
                new String[] {"swe7", "5B5C5D"},
                new String[] {"hp8", "C0"},
                new String[] {"armscii8", "B2"},
                new String[] {"geostd8", "C0"},
                new String[] {"keybcs2", "80"},
                new String[] {"macroman", "80"},
                new String[] {"tis620", "A1"},
                new String[] {"cp850", "80"})) {
            columns.append(", c_" + charset[0] + " VARCHAR(9) CHARACTER SET " + charset[0]);
            values.append(", _" + charset[0] + " X'" + charset[1] + "'");
            select.append(", HEX(c_" + charset[0] + ")");
        }
        replicate(
                "texts",
                columns
                        + ", c CHAR(5) CHARACTER SET latin1, t LONGTEXT, b BINARY(4), vb VARBINARY(4), bl BLOB, mb LONGBLOB)",
                values + ", 'x ', '', X'0100', X'0100', X'00FF27225C', '')",
                "INSERT INTO @t (id, t, b, bl) VALUES (2, REPEAT('ä', 20000), '', NULL)",
                "UPDATE @t SET c_utf8mb4 = 'A ', bl = X'' WHERE id = 1");
        same(select + ", HEX(c), HEX(t), HEX(b), HEX(vb), HEX(bl), HEX(mb) FROM texts.t ORDER BY id");
    }

    @Test
    void trap22_trap23_bits_and_members_arrive_by_number() throws SQLException {
        StringBuilder members = new StringBuilder("'a','it''s',''");
        for (int i = 0; i < 300; i++) {
            members.append(",'m").append(i).append('\'');
        }
        replicate(
                "members",
                "SET sql_mode=''",
                "CREATE TABLE @t (id INT PRIMARY KEY, b1 BIT(1), b9 BIT(9), b64 BIT(64), e ENUM('x','y'), big ENUM("
                        + members + "), s SET('a','b','c'), wide SET(" + wideSet() + "))",
                "INSERT INTO @t VALUES (1, b'1', b'101010101', 18446744073709551615, 2, 303, 5, 18446744073709551615)",
                "INSERT INTO @t VALUES (2, b'0', 0, 9223372036854775808, 'nonsense', 3, '', 9223372036854775808)",
                "INSERT INTO @t VALUES (3, NULL, 1, 1, 1, 'nonsense', 'b,c', 1), (4, 1, 1, 1, 'y', 2, 7, 0)",
                "UPDATE @t SET e = 'nonsense' WHERE id = 4",
                "DELETE FROM @t WHERE e = 0 AND id = 2");
        same(
                "SELECT id, b1+0, b9+0, b64+0, CAST(e+0 AS UNSIGNED), CAST(big+0 AS UNSIGNED), CAST(s+0 AS UNSIGNED), CAST(wide AS UNSIGNED), HEX(big) FROM members.t ORDER BY id");
    }

    private static String wideSet() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            members.append(i == 0 ? "'" : ",'").append(i).append('\'');
        }
        return members.toString();
    }

    @Test
    void trap25_geometry_arrives_in_the_internal_format() throws SQLException {
        replicate(
                "geometries",
                "CREATE TABLE @t (id INT PRIMARY KEY, g GEOMETRY, p POINT)",
                "INSERT INTO @t VALUES (1, ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))'), ST_GeomFromText('POINT(1 -2.5)', 4326))",
                "INSERT INTO @t VALUES (2, ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))'), NULL)",
                "UPDATE @t SET g = ST_GeomFromText('POINT(3 4)') WHERE id = 2");
        same("SELECT id, HEX(g), HEX(p) FROM geometries.t ORDER BY id");
    }

    @Test
    void trap4_one_of_several_equal_rows_without_key_is_changed() throws SQLException {
        replicate(
                "keyless",
                "CREATE TABLE @t (a INT, s VARCHAR(9), f FLOAT, d DATETIME(6), e ENUM('x'), b BLOB, n DECIMAL(9,3),"
                        + " c BINARY(3), t BIT(3), y YEAR, g GEOMETRY)",
                "INSERT INTO @t VALUES (1, 'a', 0.1, '2020-01-01', 'x', 'B', 1.5, X'01', 1, 2000, ST_GeomFromText('POINT(1 1)')),"
                        + " (1, 'a', 0.1, '2020-01-01', 'x', 'B', 1.5, X'01', 1, 2000, ST_GeomFromText('POINT(1 1)')),"
                        + " (1, 'A', 0.1, '2020-01-01', 'x', 'B', 1.5, X'01', 1, 2000, ST_GeomFromText('POINT(1 1)')),"
                        + " (1, 'a ', 0.1, '2020-01-01', 'x', 'B', 1.5, X'01', 1, 2000, ST_GeomFromText('POINT(1 1)'))",
                "INSERT INTO @t (a) VALUES (1), (1), (NULL), (NULL)",
                "DELETE FROM @t WHERE a = 1 AND s = 'a' LIMIT 1",
                "UPDATE @t SET a = 7 WHERE BINARY s = 'a ' LIMIT 1",
                "UPDATE @t SET a = 8 WHERE s IS NULL AND a = 1 LIMIT 1",
                "DELETE FROM @t WHERE a IS NULL LIMIT 1");
        same("SELECT a, HEX(s), COUNT(*) FROM keyless.t GROUP BY a, HEX(s) ORDER BY a, HEX(s)");
    }
}
