package io.binrelay.testsupport.workload;

import io.binrelay.testsupport.servers.Engine;
import java.util.ArrayList;
import java.util.List;

/** The definitions of the shop. */
final class ShopSchema {
    static final String CREATE_PROCEDURE = "CREATE PROCEDURE shop.restock(IN wanted INT, IN amount INT) BEGIN"
            + " UPDATE shop.inventory SET quantity = quantity + amount WHERE product_id = wanted;"
            + " INSERT INTO shop.log (level, message, session) VALUES ('INFO', CONCAT('restocked ', wanted), NULL); END";

    static final String CREATE_TRIGGER = "CREATE TRIGGER shop.orders_updated AFTER UPDATE ON shop.orders FOR EACH ROW"
            + " INSERT INTO shop.audit (order_id, action, detail) VALUES (NEW.id, 'update',"
            + " CONCAT(OLD.status, ' -> ', NEW.status))";

    private ShopSchema() {}

    /** Everything, without rows; drops what is there. */
    static List<String> statements(Engine engine) {
        List<String> statements = new ArrayList<>();
        statements.add("DROP DATABASE IF EXISTS shop");
        statements.add("CREATE DATABASE shop CHARACTER SET utf8mb4");
        addShop(statements);
        addSpecial(statements);
        statements.add(types(engine));
        statements.add(CREATE_PROCEDURE);
        statements.add(CREATE_TRIGGER);
        statements.add("CREATE TRIGGER shop.orders_inserted AFTER INSERT ON shop.orders FOR EACH ROW"
                + " INSERT INTO shop.audit (order_id, action, detail) VALUES (NEW.id, 'insert', NEW.note)");
        statements.add("CREATE TRIGGER shop.orders_deleted BEFORE DELETE ON shop.orders FOR EACH ROW"
                + " INSERT INTO shop.audit (order_id, action, detail) VALUES (OLD.id, 'delete', OLD.total)");
        statements.add("CREATE VIEW shop.open_orders AS SELECT o.id, c.name, o.total FROM shop.orders o"
                + " JOIN shop.customers c ON c.id = o.customer_id WHERE o.status <> 'closed'");
        return statements;
    }

    private static void addShop(List<String> statements) {
        statements.add(
                "CREATE TABLE shop.customers (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, email VARCHAR(120) NOT NULL,"
                        + " name VARCHAR(80) NOT NULL, city VARCHAR(40), balance DECIMAL(12,2) NOT NULL DEFAULT 0,"
                        + " created TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE KEY by_email (email))");
        statements.add(
                "CREATE TABLE shop.products (id INT PRIMARY KEY, sku CHAR(12) NOT NULL, name VARCHAR(80) NOT NULL,"
                        + " price DECIMAL(10,2) NOT NULL, attributes JSON, UNIQUE KEY by_sku (sku))");
        statements.add(
                "CREATE TABLE shop.orders (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, customer_id INT UNSIGNED NOT NULL,"
                        + " status ENUM('new','paid','sent','closed') NOT NULL DEFAULT 'new', placed DATETIME(6) NOT NULL,"
                        + " total DECIMAL(14,4) NOT NULL, note TEXT, KEY by_customer (customer_id),"
                        + " CONSTRAINT order_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (id) ON DELETE CASCADE)");
        statements.add("CREATE TABLE shop.order_items (order_id BIGINT UNSIGNED NOT NULL, line SMALLINT NOT NULL,"
                + " product_id INT NOT NULL, quantity INT NOT NULL, price DECIMAL(10,2) NOT NULL,"
                + " amount DECIMAL(14,2) AS (quantity * price) STORED, PRIMARY KEY (order_id, line),"
                + " CONSTRAINT item_order FOREIGN KEY (order_id) REFERENCES shop.orders (id) ON DELETE CASCADE)");
        statements.add(
                "CREATE TABLE shop.payments (id BIGINT AUTO_INCREMENT PRIMARY KEY, order_id BIGINT UNSIGNED NOT NULL,"
                        + " amount DECIMAL(14,4) NOT NULL, method SET('card','cash','voucher') NOT NULL, paid TIMESTAMP(3) NULL,"
                        + " CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES shop.orders (id) ON DELETE CASCADE)");
        statements.add("CREATE TABLE shop.inventory (product_id INT PRIMARY KEY, quantity INT NOT NULL,"
                + " changed TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))");
    }

    private static void addSpecial(List<String> statements) {
        statements.add(
                "CREATE TABLE shop.audit (id BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(6) NOT NULL DEFAULT NOW(6),"
                        + " order_id BIGINT UNSIGNED NOT NULL, action VARCHAR(10) NOT NULL, detail TEXT)");
        statements.add("CREATE TABLE shop.log (level VARCHAR(5), message VARCHAR(200), session INT)");
        statements.add("CREATE TABLE shop.slots (id INT PRIMARY KEY, lane INT NOT NULL, payload VARCHAR(40) NOT NULL)");
        statements.add(
                "CREATE TABLE shop.movements (id BIGINT AUTO_INCREMENT PRIMARY KEY, lane INT NOT NULL, product_id INT NOT NULL,"
                        + " delta INT NOT NULL, reason VARCHAR(60), KEY by_lane (lane))");
    }

    private static String types(Engine engine) {
        return "CREATE TABLE shop.types (id INT AUTO_INCREMENT PRIMARY KEY, lane INT NOT NULL, i1 TINYINT, u1 TINYINT UNSIGNED,"
                + " i2 SMALLINT, i3 MEDIUMINT, u3 MEDIUMINT UNSIGNED, i4 INT, u4 INT UNSIGNED, i8 BIGINT, u8 BIGINT UNSIGNED,"
                + " n DECIMAL(30,10), f FLOAT, d DOUBLE, b BIT(17), y YEAR, dt DATE, tm TIME, tm6 TIME(6), dtm DATETIME,"
                + " dtm6 DATETIME(6), ts TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL, c CHAR(10), l VARCHAR(40) CHARACTER SET latin1,"
                + " v VARCHAR(300), bn BINARY(8), vb VARBINARY(40), tb TINYBLOB, bl MEDIUMBLOB, t LONGTEXT,"
                + " e ENUM('small','','groß'), s SET('a','b','c'), j JSON" + (engine == Engine.MYSQL ? ", p POINT" : "")
                + ", KEY by_lane (lane))";
    }
}
