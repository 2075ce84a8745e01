package io.binrelay.testsupport.workload;

import static io.binrelay.testsupport.workload.SeededValues.quote;
import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.List;

/**
 * The shop's unusual transactions: no key, changing keys, many rows, savepoints. Each thread works in a lane of its
 * own, so that it does not meet the keys of others. The caller begins and commits.
 */
final class ShopSpecial {
    private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARN");
    private static final int SLOTS = 20;
    private static final int LARGE_MIN = 2_000;
    private static final int LARGE_MAX = 5_000;
    private static final int ROWS_PER_INSERT = 500;

    private final SeededValues values;
    private final int lane;

    ShopSpecial(SeededValues values, int lane) {
        this.values = requireNonNull(values, "values is null");
        this.lane = lane;
    }

    void writeLog(ShopStatements sql) throws SQLException {
        StringBuilder insert = new StringBuilder("INSERT INTO shop.log (level, message, session) VALUES ");
        String message = quote("message " + values.below(20));
        int count = 1 + values.below(8);
        for (int i = 0; i < count; i++) {
            // Few different values, so that equal rows come about.
            insert.append(i == 0 ? "(" : ", (");
            insert.append(values.percent(10) ? "NULL" : quote(values.oneOf(LEVELS)))
                    .append(", ")
                    .append(message);
            insert.append(", ")
                    .append(values.percent(40) ? "NULL" : Integer.toString(values.below(3)))
                    .append(')');
        }
        sql.change(insert.toString());
    }

    void trimLog(ShopStatements sql) throws SQLException {
        String message = quote("message " + values.below(20));
        sql.change("UPDATE shop.log SET session = " + values.below(5) + " WHERE message = " + message
                + " AND session IS NULL LIMIT 2");
        sql.change("DELETE FROM shop.log WHERE message = " + message + " LIMIT " + (1 + values.below(10)));
    }

    /** This lane's keys follow each other without a gap, before and after. */
    void moveKeys(ShopStatements sql) throws SQLException {
        // Room to move between this lane's keys and the next one's.
        long base = lane * 1_000L;
        String ofThisLane = " WHERE lane = " + lane;
        long lowest = sql.number("SELECT MIN(id) FROM shop.slots" + ofThisLane);
        if (lowest == 0) {
            for (int i = 1; i <= SLOTS; i++) {
                sql.change("INSERT INTO shop.slots VALUES (" + (base + i) + ", " + lane + ", " + quote(values.words(2))
                        + ")");
            }
            return;
        }
        boolean up = lowest <= base + 1 || (lowest < base + 900 && values.percent(50));
        switch (values.below(4)) {
            // Each row takes the place that the one before has just left: only this order works (trap 6).
            case 0 ->
                sql.change("UPDATE shop.slots SET id = id " + (up ? "+ 1" : "- 1") + ofThisLane + " ORDER BY id "
                        + (up ? "DESC" : "ASC"));
            case 1 -> swap(sql, lowest + values.below(SLOTS), lowest + values.below(SLOTS), base + 999);
            case 2 ->
                sql.change("UPDATE shop.slots SET id = " + (up ? lowest + SLOTS : lowest - 1) + " WHERE id = "
                        + (up ? lowest : lowest + SLOTS - 1));
            default ->
                sql.change("UPDATE shop.slots SET payload = " + quote(values.words(2)) + ofThisLane
                        + " ORDER BY id LIMIT 3");
        }
    }

    private static void swap(ShopStatements sql, long one, long other, long free) throws SQLException {
        sql.change("UPDATE shop.slots SET id = " + free + " WHERE id = " + one);
        if (one != other) {
            sql.change("UPDATE shop.slots SET id = " + one + " WHERE id = " + other);
        }
        sql.change("UPDATE shop.slots SET id = " + other + " WHERE id = " + free);
    }

    void savepoints(ShopStatements sql) throws SQLException {
        writeLog(sql);
        sql.run("SAVEPOINT first");
        long before = sql.rows();
        sql.change("UPDATE shop.customers SET balance = balance + 1 WHERE id BETWEEN 1 AND " + (1 + values.below(10)));
        writeLog(sql);
        sql.run("SAVEPOINT second");
        writeLog(sql);
        if (values.percent(70)) {
            sql.run("ROLLBACK TO SAVEPOINT first");
            sql.forgetRowsSince(before);
        } else {
            sql.run("RELEASE SAVEPOINT second");
        }
        writeLog(sql);
    }

    void large(ShopStatements sql) throws SQLException {
        int choice = values.below(4);
        if (choice == 0) {
            sql.change("UPDATE shop.movements SET delta = delta + 1, reason = CONCAT('again ', id % 7) WHERE lane = "
                    + lane);
            return;
        }
        if (choice == 1) {
            sql.change("DELETE FROM shop.movements WHERE lane = " + lane + " ORDER BY id LIMIT " + LARGE_MAX);
            return;
        }
        long rows = values.between(LARGE_MIN, LARGE_MAX);
        for (long done = 0; done < rows; done += ROWS_PER_INSERT) {
            StringBuilder insert =
                    new StringBuilder("INSERT INTO shop.movements (lane, product_id, delta, reason) VALUES ");
            long count = Math.min(ROWS_PER_INSERT, rows - done);
            for (long i = 0; i < count; i++) {
                insert.append(i == 0 ? "(" : ", (")
                        .append(lane)
                        .append(", ")
                        .append(1 + values.below(ShopOrders.PRODUCTS));
                insert.append(", ")
                        .append(values.between(-100, 100))
                        .append(", ")
                        .append(quote(values.words(3)))
                        .append(')');
            }
            sql.change(insert.toString());
        }
    }

    void callProcedure(ShopStatements sql) throws SQLException {
        sql.run("CALL shop.restock(" + (1 + values.below(ShopOrders.PRODUCTS)) + ", " + values.below(50) + ")");
    }
}
