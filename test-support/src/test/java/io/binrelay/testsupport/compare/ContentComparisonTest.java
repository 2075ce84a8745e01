package io.binrelay.testsupport.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is decided without a server: definitions, counts, checksums, the verdict's text. */
class ContentComparisonTest {
    private static final ObjectName TABLE = new ObjectName("table", "d", "t");
    private static final ObjectName VIEW = new ObjectName("view", "d", "v");
    private static final TableShape SHAPE =
            new TableShape(TABLE, List.of(new Column("a", "int", "int(11)")), List.of("a"), false);

    @Test
    void equalContentsAreIdenticalAndSaySo() throws Exception {
        ComparisonResult result =
                compare(content("s", "1.0", "CREATE", 1_234, "ab", 7), content("r", "1.0", "CREATE", 1_234, "ab", 7));

        assertThat(result.identical()).isTrue();
        assertThat(result.toText().lines().map(String::stripTrailing))
                .containsExactly(
                        "table      s      r  checksum  identical",
                        "----------------------------------------",
                        "d.t    1,234  1,234        ab  yes",
                        "1 tables, 1,234 rows and 2 definitions on 2 servers: identical");
    }

    @Test
    void aCommaAtTheEndOfALineIsNoDifferenceOfItsOwn() throws Exception {
        ComparisonResult result = compare(
                content("s", "1.0", "(\n  a int\n)", 0, "0", 0),
                content("r", "1.0", "(\n  a int,\n  b int\n)", 0, "0", 0));

        assertThat(result.differences())
                .containsExactly(new Difference("r", VIEW, "is defined differently", "r: b int"));
        assertThat(result.differences().get(0)).hasToString("r: view d.v: is defined differently\n    r: b int");
    }

    @Test
    void aChecksumCountsAmongServersOfOneVersionOnly() throws Exception {
        ServerContent source = content("s", "1.0", "x", 1, "ab", 7);

        assertThat(compare(source, content("r", "1.0", "x", 1, "ab", 8)).differences())
                .singleElement()
                .extracting(Difference::what)
                .isEqualTo("CHECKSUM TABLE differs although every column reads the same");
        assertThat(compare(source, content("r", "2.0", "x", 1, "ab", 8)).identical())
                .isTrue();
    }

    @Test
    void whatOnlyOneServerHasIsTold() throws Exception {
        ServerContent source = content("s", "1.0", "x", 1, "ab", 7);
        ServerContent empty = new ServerContent(
                new ComparedServer("r", ContentComparisonTest::noConnection), "1.0", new TreeMap<>(), new TreeMap<>());

        assertThat(compare(source, empty).differences())
                .containsExactly(
                        new Difference("r", TABLE, "is missing", ""), new Difference("r", VIEW, "is missing", ""));
        ComparisonResult reverse = compare(
                new ServerContent(
                        new ComparedServer("e", ContentComparisonTest::noConnection),
                        "1.0",
                        new TreeMap<>(),
                        new TreeMap<>()),
                source);
        assertThat(reverse.differences()).extracting(Difference::what).containsOnly("exists, but not on e");
        assertThat(reverse.toText()).contains("no table").contains("NO");
    }

    @Test
    void theDigestOfARowTellsNullsAndBordersApart() {
        TableShape shape = new TableShape(
                TABLE,
                List.of(
                        new Column("a`b", "int", "int(11)"),
                        new Column("s", "varchar", "varchar(3)"),
                        new Column("f", "float", "float"),
                        new Column("x", "blob", "blob")),
                List.of(),
                false);

        assertThat(shape.rowDigest())
                .isEqualTo(
                        "SHA2(CONCAT_WS(',', IFNULL(CAST(t.`a``b` AS BINARY), '-'),"
                                + " LENGTH(t.`s`), IFNULL(CAST(t.`s` AS BINARY), '-'),"
                                + " IFNULL(CAST(t.`f` * 1e0 AS BINARY), '-'), IFNULL(CAST(SHA2(t.`x`, 256) AS BINARY), '-')), 256)");
    }

    private static ComparisonResult compare(ServerContent... contents) throws SQLException {
        return new ContentComparison(List.of(contents)).result();
    }

    private static ServerContent content(
            String server, String version, String view, long rows, String digest, long checksum) {
        SortedMap<ObjectName, String> definitions = new TreeMap<>();
        definitions.put(TABLE, "CREATE TABLE");
        definitions.put(VIEW, view);
        SortedMap<ObjectName, TableContent> tables = new TreeMap<>();
        tables.put(TABLE, new TableContent(SHAPE, rows, digest, OptionalLong.of(checksum)));
        return new ServerContent(
                new ComparedServer(server, ContentComparisonTest::noConnection), version, definitions, tables);
    }

    private static java.sql.Connection noConnection() throws SQLException {
        throw new SQLException("no server in this test");
    }
}
