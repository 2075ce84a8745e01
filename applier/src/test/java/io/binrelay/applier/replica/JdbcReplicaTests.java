package io.binrelay.applier.replica;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What holds for replicas of both families. */
abstract class JdbcReplicaTests {
    abstract Replication replication();

    @Test
    void rows_of_many_tables_and_transactions_arrive_exactly() throws SQLException {
        replication()
                .replicate(
                        "rows",
                        "CREATE DATABASE rows_test",
                        "CREATE TABLE rows_test.a (id INT PRIMARY KEY, f FLOAT, d DOUBLE, t TIMESTAMP(6), s VARCHAR(99) CHARACTER SET utf8mb4, b BLOB)",
                        "CREATE TABLE rows_test.b (id INT AUTO_INCREMENT PRIMARY KEY, a INT, e ENUM('x','y'),"
                                + " FOREIGN KEY (a) REFERENCES rows_test.a (id) ON DELETE CASCADE)",
                        "INSERT INTO rows_test.a VALUES (1, 16777216, 0.1, '2020-01-01 00:00:00.123456', X'C3A4E282ACF09F9880', x'00ff')",
                        "INSERT INTO rows_test.a VALUES (2, 1.5, -0.0, '2020-01-01', '', NULL), (3, 0, 0, '2020-01-01', 'x', '')",
                        "INSERT INTO rows_test.b (a, e) VALUES (1, 'x'), (2, 'y'), (3, NULL)",
                        "BEGIN",
                        "UPDATE rows_test.a SET s = CONCAT(s, '!') WHERE id < 3",
                        "DELETE FROM rows_test.a WHERE id = 2",
                        "INSERT INTO rows_test.b (a, e) VALUES (1, 'y')",
                        "COMMIT");
        replication().assertSame("SELECT id, HEX(f), HEX(d), t, HEX(s), HEX(b) FROM rows_test.a ORDER BY id");
        replication().assertSame("SELECT * FROM rows_test.b ORDER BY id");
        replication().assertSame("CHECKSUM TABLE rows_test.a, rows_test.b");
    }
}
