package io.binrelay.cli.kill;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.SQLException;

/**
 * Statements and large transactions, which the shop's load has only now and then: so that every stage is reached soon.
 */
final class SideLoad {
    private static final int LARGE_ROWS = 64;

    /** Made once. */
    static final String[] CREATE = {
        "CREATE DATABASE side", "CREATE TABLE side.large (n INT AUTO_INCREMENT PRIMARY KEY, filling TEXT NOT NULL)"
    };

    private final DatabaseServer source;
    private int step;

    SideLoad(DatabaseServer source) {
        this.source = requireNonNull(source, "source is null");
    }

    /** A change of definitions and a transaction of 64 KiB. */
    void once() throws SQLException {
        step++;
        StringBuilder rows = new StringBuilder("INSERT INTO side.large (filling) VALUES (REPEAT('x', 1024))");
        for (int row = 1; row < LARGE_ROWS; row++) {
            rows.append(", (REPEAT('x', 1024))");
        }
        source.execute(
                "CREATE OR REPLACE VIEW side.latest AS SELECT " + step + " AS step, MAX(n) AS n FROM side.large",
                rows.toString(),
                "ALTER TABLE side.large COMMENT 'step " + step + "'");
    }
}
