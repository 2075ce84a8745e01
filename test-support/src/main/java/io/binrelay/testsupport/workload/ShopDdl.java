package io.binrelay.testsupport.workload;

import static io.binrelay.testsupport.workload.SeededValues.quote;
import static java.util.Objects.requireNonNull;

import java.sql.SQLException;

/**
 * The shop's changes of definitions. What exists is asked for, not remembered: a crash of the source leaves open
 * whether the last statement was done. Names carry the lane, so that threads do not meet.
 */
final class ShopDdl {
    private final SeededValues values;
    private final int lane;

    ShopDdl(SeededValues values, int lane) {
        this.values = requireNonNull(values, "values is null");
        this.lane = lane;
    }

    void run(StepKind kind, ShopStatements sql) throws SQLException {
        switch (kind) {
            case ALTER_COLUMN -> alterColumn(sql);
            case MODIFY_COLUMN -> modifyColumn(sql);
            case ALTER_INDEX -> alterIndex(sql);
            case CREATE_TABLE -> createTable(sql);
            case RENAME_TABLE -> renameTable(sql);
            case DROP_TABLE -> sql.run("DROP TABLE IF EXISTS shop.archive_" + lane + ", shop.renamed_" + lane);
            case TRUNCATE -> sql.run("TRUNCATE TABLE shop.log");
            case CREATE_VIEW ->
                sql.run("CREATE OR REPLACE VIEW shop.cheap_" + lane
                        + " AS SELECT id, name, price FROM shop.products WHERE price < " + values.below(500));
            case CREATE_PROCEDURE -> {
                sql.run("DROP PROCEDURE IF EXISTS shop.restock");
                sql.run(ShopSchema.CREATE_PROCEDURE);
            }
            case CREATE_TRIGGER -> {
                sql.run("DROP TRIGGER IF EXISTS shop.orders_updated");
                sql.run(ShopSchema.CREATE_TRIGGER);
            }
            case ACCOUNT -> account(sql);
            default -> throw new IllegalArgumentException(kind + " changes no definitions");
        }
    }

    private void alterColumn(ShopStatements sql) throws SQLException {
        String column = "extra_" + lane;
        if (columnExists(sql, "customers", column)) {
            sql.run("ALTER TABLE shop.customers DROP COLUMN " + column);
            return;
        }
        String place = values.percent(50) ? " AFTER name" : "";
        sql.run("ALTER TABLE shop.customers ADD COLUMN " + column + " VARCHAR(40) NOT NULL DEFAULT "
                + quote(values.word()) + place);
    }

    private void modifyColumn(ShopStatements sql) throws SQLException {
        sql.run("ALTER TABLE shop.types MODIFY v VARCHAR(" + values.between(300, 400) + ") DEFAULT "
                + quote(values.word()) + " COMMENT " + quote("it's " + values.words(3)));
    }

    private void alterIndex(ShopStatements sql) throws SQLException {
        String index = "by_status_" + lane;
        boolean exists = sql.exists("SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = 'shop'"
                + " AND table_name = 'orders' AND index_name = '" + index + "'");
        sql.run(
                exists
                        ? "DROP INDEX " + index + " ON shop.orders"
                        : "CREATE INDEX " + index + " ON shop.orders (status, placed)");
    }

    private void createTable(ShopStatements sql) throws SQLException {
        String table = "shop.archive_" + lane;
        sql.run("CREATE TABLE IF NOT EXISTS " + table + " LIKE shop.payments");
        sql.change("INSERT IGNORE INTO " + table + " SELECT * FROM shop.payments ORDER BY id DESC LIMIT 20");
    }

    private void renameTable(ShopStatements sql) throws SQLException {
        String archive = "shop.archive_" + lane;
        String renamed = "shop.renamed_" + lane;
        boolean hasArchive = tableExists(sql, "archive_" + lane);
        boolean hasRenamed = tableExists(sql, "renamed_" + lane);
        if (hasArchive && hasRenamed) {
            String free = "shop.free_" + lane;
            sql.run("RENAME TABLE " + archive + " TO " + free + ", " + renamed + " TO " + archive + ", " + free + " TO "
                    + renamed);
            return;
        }
        if (hasArchive) {
            sql.run("RENAME TABLE " + archive + " TO " + renamed);
            return;
        }
        if (hasRenamed) {
            sql.run("ALTER TABLE " + renamed + " RENAME TO " + archive);
        }
    }

    private void account(ShopStatements sql) throws SQLException {
        String account = "'shop_user_" + lane + "'@'%'";
        if (values.percent(30)) {
            sql.run("DROP USER IF EXISTS " + account);
            return;
        }
        sql.run("CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY " + quote("secret-" + values.below(1_000)));
        sql.run("GRANT SELECT, INSERT ON shop.* TO " + account);
    }

    private static boolean columnExists(ShopStatements sql, String table, String column) throws SQLException {
        return sql.exists(
                "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'shop' AND table_name = '" + table
                        + "' AND column_name = '" + column + "'");
    }

    private static boolean tableExists(ShopStatements sql, String table) throws SQLException {
        return sql.exists(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'shop' AND table_name = '" + table
                        + "'");
    }
}
