package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbToMySqlIT extends LogicalApplyTests {
    @RegisterExtension
    static final SharedReplication SERVERS =
            new SharedReplication(() -> new Replication(Engine.MARIADB, Engine.MYSQL, List.of()));

    @Override
    Replication replication() {
        return SERVERS.get();
    }

    @Test
    void trap24_text_becomes_the_document_that_mysql_makes_of_it() throws SQLException {
        replicate(
                "documents",
                "CREATE TABLE @t (id INT PRIMARY KEY, j JSON, ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
                "INSERT INTO @t VALUES (1, '{\"b\":1,  \"a\":[1.0,18446744073709551615,\"\\\\u00e4\"]}', '2001-01-01'), (2, '[1, 2]', '2001-01-01')",
                "INSERT INTO @t VALUES (3, NULL, '2001-01-01'), (4, 'null', '2001-01-01')",
                "UPDATE @t SET j = '[1.0, 2]', ts = ts WHERE id = 2",
                "UPDATE @t SET j = '[true]', ts = ts WHERE id = 4");
        assertThat(
                        Replication.rows(
                                replication().replica(),
                                "SELECT id, j, UNIX_TIMESTAMP(ts) > 978200000 AND UNIX_TIMESTAMP(ts) < 978400000 FROM documents.t ORDER BY id"))
                .containsExactly(
                        "1|{\"a\": [1.0, 18446744073709551615, \"ä\"], \"b\": 1}|1",
                        "2|[1.0, 2]|1",
                        "3|null|1",
                        "4|[true]|1");
    }

    @Test
    void trap24_documents_that_would_lose_something_are_refused() throws SQLException {
        assertRefused(
                "lossy",
                "column j: the JSON document has the name \"a\" twice in one object, of which MySQL would keep one",
                "CREATE TABLE @t (id INT PRIMARY KEY, j JSON)",
                "INSERT INTO @t VALUES (1, '{\"a\":1,\"a\":2}')");
        assertRefused(
                "digits",
                "the JSON document has the number 0.12345678901234567890, which MySQL's documents cannot hold",
                "CREATE TABLE @t (id INT PRIMARY KEY, j JSON)",
                "INSERT INTO @t VALUES (1, '[0.12345678901234567890]')");
    }

    @Test
    void trap27_types_that_mysql_does_not_have_are_refused_at_the_definition() throws SQLException {
        for (String type : new String[] {"UUID", "INET4", "INET6", "TEXT COMPRESSED"}) {
            String name = "refused_" + type.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
            assertRefused(
                    name,
                    "The replica is of the other family and does not take the statement as it is",
                    "CREATE TABLE @t (id INT PRIMARY KEY, v " + type + ")");
        }
        assertRefused(
                "refused_versioned",
                "The replica is of the other family and does not take the statement as it is",
                "CREATE TABLE @t (id INT PRIMARY KEY) WITH SYSTEM VERSIONING");
        assertRefused("refused_sequence", "error 1064", "CREATE SEQUENCE @s");
    }

    @Test
    void trap17_a_time_beyond_mysqls_range_is_refused() throws SQLException {
        assertRefused(
                "range_of_time",
                "the replica would store other values than the source",
                "CREATE TABLE @t (id INT PRIMARY KEY, t TIME(1))",
                "INSERT INTO @t VALUES (1, '838:59:59.9')");
    }

    @Test
    void trap51_collations_of_mariadb_are_replaced() throws SQLException {
        replicate(
                "collated",
                "CREATE TABLE @t (id INT PRIMARY KEY, a VARCHAR(9) COLLATE utf8mb4_uca1400_ai_ci,"
                        + " b VARCHAR(9) CHARACTER SET utf8mb4 COLLATE uca1400_as_cs, c VARCHAR(9) COLLATE utf8mb4_nopad_bin,"
                        + " d VARCHAR(9) CHARACTER SET utf8mb3 COLLATE utf8mb3_uca1400_ai_ci) DEFAULT CHARSET=utf8mb4"
                        + " COLLATE=utf8mb4_general_nopad_ci",
                "INSERT INTO @t VALUES (1, 'ä', 'ä', 'ä', 'ä')");
        same("SELECT HEX(a), HEX(b), HEX(c), HEX(d) FROM collated.t");
        assertThat(Replication.rows(
                        replication().replica(),
                        "SELECT COLUMN_NAME, COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='collated'"
                                + " AND COLLATION_NAME IS NOT NULL ORDER BY 1"))
                .containsExactly(
                        "a|utf8mb4_0900_ai_ci", "b|utf8mb4_0900_as_cs", "c|utf8mb4_bin", "d|utf8_unicode_520_ci");
    }

    @Test
    void trap27_a_uuid_is_not_taken_for_text() throws SQLException {
        replication().source().execute("CREATE DATABASE uuids", "CREATE TABLE uuids.t (id INT PRIMARY KEY, u UUID)");
        replication()
                .replica()
                .execute("CREATE DATABASE uuids", "CREATE TABLE uuids.t (id INT PRIMARY KEY, u CHAR(36))");
        var records = replication().recordsOf("INSERT INTO uuids.t VALUES (1, UUID())");
        assertThatThrownBy(() -> replication().apply("uuids", records))
                .hasMessageContaining("column u is char(36)")
                .hasMessageContaining("a type of fixed length of 16 bytes");
    }
}
