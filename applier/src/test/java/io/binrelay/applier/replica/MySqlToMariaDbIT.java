package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MySqlToMariaDbIT extends LogicalApplyTests {
    @RegisterExtension
    static final SharedReplication SERVERS =
            new SharedReplication(() -> new Replication(Engine.MYSQL, Engine.MARIADB, List.of()));

    @Override
    Replication replication() {
        return SERVERS.get();
    }

    @Test
    void trap24_a_document_becomes_the_text_that_mysql_prints() throws SQLException {
        replicate(
                "documents",
                "CREATE TABLE @t (id INT PRIMARY KEY, j JSON)",
                "INSERT INTO @t VALUES (1, '{\"b\": [1, -2, 18446744073709551615, true, null, \"\\\\u0001\\\\n\\\\\"ä😀\"], \"a\": {}}')",
                "INSERT INTO @t VALUES (2, JSON_ARRAY(1e0, 0.1e0, 1e15, 123456789012345e0, 1e16, 1.5e-14, 1e-15, 1e-16, 1.7976931348623157e308,"
                        + " 5e-324, 2e-322, -0e0, 2.5e-310, 5.684341886080802E-14, 9007199254740993e0, 1e23))",
                "INSERT INTO @t VALUES (3, JSON_ARRAY(CAST(1.10 AS DECIMAL(5,2)), CAST('2020-01-02 03:04:05.6' AS DATETIME(6)),"
                        + " CAST('-12:00:00' AS TIME(3)), CAST('2020-01-02' AS DATE), CAST('x' AS BINARY), b'101'))",
                "INSERT INTO @t VALUES (4, 'null'), (5, NULL), (6, '\"text\"'), (7, '[]')",
                "UPDATE @t SET j = JSON_SET(j, '$.c', 1.5) WHERE id = 1",
                "CREATE TABLE @k (j JSON)",
                "INSERT INTO @k VALUES ('[1, 1.0]'), ('[1, 1.0]'), ('[1, 1]')",
                "DELETE FROM @k LIMIT 1");
        same("SELECT id, HEX(CAST(j AS CHAR CHARACTER SET utf8mb4)) FROM documents.t ORDER BY id");
        same("SELECT CAST(j AS CHAR CHARACTER SET utf8mb4) x FROM documents.k ORDER BY x");
    }

    @Test
    void trap51_collations_of_mysql_are_taken_or_replaced() throws SQLException {
        replicate(
                "collated",
                "CREATE TABLE @t (a VARCHAR(9) COLLATE utf8mb4_0900_ai_ci, b VARCHAR(9) COLLATE utf8mb4_0900_as_cs,"
                        + " c VARCHAR(9) CHARACTER SET utf8mb4, d VARCHAR(9) CHARACTER SET latin1) DEFAULT CHARSET=utf8mb4"
                        + " COLLATE=utf8mb4_0900_ai_ci",
                "INSERT INTO @t VALUES ('ä', 'ä', 'ä', 'ä')");
        same("SELECT HEX(a), HEX(b), HEX(c), HEX(d) FROM collated.t");
        assertThat(Replication.rows(
                        replication().replica(),
                        "SELECT COLUMN_NAME, CHARACTER_SET_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='collated'"
                                + " ORDER BY 1"))
                .containsExactly("a|utf8mb4", "b|utf8mb4", "c|utf8mb4", "d|latin1");
    }

    @Test
    void trap9_parts_of_documents_are_refused() throws SQLException {
        assertRefused(
                "partial",
                "the event holds parts of JSON documents only (binlog_row_value_options=PARTIAL_JSON)",
                "CREATE TABLE @t (id INT PRIMARY KEY, j JSON)",
                "INSERT INTO @t VALUES (1, JSON_OBJECT('a', 1, 'b', REPEAT('x', 99)))",
                "SET binlog_row_value_options=PARTIAL_JSON",
                "UPDATE @t SET j = JSON_SET(j, '$.a', 2)");
    }

    @Test
    void trap13_columns_are_found_by_name_where_the_source_tells_names() throws SQLException {
        replicate("named", "CREATE TABLE @t (id INT PRIMARY KEY, a INT, b INT)");
        replication().replica().execute("ALTER TABLE named.t MODIFY b INT FIRST");
        replication()
                .replicate(
                        "named_more",
                        "SET GLOBAL binlog_row_metadata=FULL",
                        "INSERT INTO named.t (id, a, b) VALUES (1, 2, 3)",
                        "UPDATE named.t SET a = 4",
                        "SET GLOBAL binlog_row_metadata=MINIMAL");
        same("SELECT id, a, b FROM named.t");
    }

    @Test
    void invalid_text_is_refused_not_changed() throws SQLException {
        replicate("invalid", "CREATE TABLE @t (id INT PRIMARY KEY, b VARBINARY(9), s VARCHAR(9))");
        var records = replication().recordsOf("INSERT INTO invalid.t VALUES (1, X'61FF62', NULL)");
        replication().replica().execute("ALTER TABLE invalid.t MODIFY b VARCHAR(9)");
        assertThatThrownBy(() -> replication().apply("invalid_more", records))
                .hasMessageContaining("column b is varchar(9) in utf8mb4 on the replica, which does not hold what the"
                        + " source has there: VARCHAR or VARBINARY in binary");
    }
}
