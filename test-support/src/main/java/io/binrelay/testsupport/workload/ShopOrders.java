package io.binrelay.testsupport.workload;

import static io.binrelay.testsupport.workload.SeededValues.quote;
import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.List;

/** The shop's everyday transactions. The caller begins and commits. */
final class ShopOrders {
    static final int PRODUCTS = 200;
    static final int INITIAL_CUSTOMERS = 100;
    private static final List<String> STATES = List.of("new", "paid", "sent", "closed");
    private static final List<String> METHODS = List.of("card", "cash", "card,voucher", "");
    /** Orders and customers this far back may be changed or deleted, so that some of them are there. */
    private static final int REACH = 500;

    private final SeededValues values;
    private long newestOrder;
    private long newestCustomer = INITIAL_CUSTOMERS;

    ShopOrders(SeededValues values) {
        this.values = requireNonNull(values, "values is null");
    }

    /** The first rows: products, their inventory, customers. */
    void fill(ShopStatements sql) throws SQLException {
        for (int id = 1; id <= PRODUCTS; id++) {
            sql.change("INSERT INTO shop.products VALUES (" + id + ", 'SKU" + (100_000 + id) + "', "
                    + quote(values.words(2)) + ", " + values.decimal(500, 2) + ", " + attributes() + ")");
        }
        sql.change("INSERT INTO shop.inventory (product_id, quantity) SELECT id, 1000 FROM shop.products");
        newCustomers(sql, INITIAL_CUSTOMERS);
    }

    private String attributes() {
        return "JSON_OBJECT('color', " + quote(values.word()) + ", 'weight', " + values.decimal(100, 3)
                + ", 'tags', JSON_ARRAY("
                + quote(values.word()) + ", " + values.below(100_000) + ", NULL, TRUE), 'since', CAST("
                + quote(values.moment())
                + " AS DATETIME(6)))";
    }

    void place(ShopStatements sql) throws SQLException {
        long customer = values.between(1, newestCustomer);
        int lines = 1 + values.below(5);
        // A customer may be gone: then nothing is inserted, and the transaction is empty.
        if (!sql.exists("SELECT COUNT(*) FROM shop.customers WHERE id = " + customer)) {
            return;
        }
        long order = sql.insert("INSERT INTO shop.orders (customer_id, placed, total, note) VALUES (" + customer + ", "
                + quote(values.moment()) + ", " + values.decimal(10_000, 4) + ", "
                + (values.percent(30) ? quote(values.words(values.below(40))) : "NULL") + ")");
        newestOrder = Math.max(newestOrder, order);
        StringBuilder items =
                new StringBuilder("INSERT INTO shop.order_items (order_id, line, product_id, quantity, price) VALUES ");
        for (int line = 1; line <= lines; line++) {
            int product = 1 + values.below(PRODUCTS);
            int quantity = 1 + values.below(9);
            items.append(line == 1 ? "(" : ", (")
                    .append(order)
                    .append(", ")
                    .append(line)
                    .append(", ");
            items.append(product)
                    .append(", ")
                    .append(quantity)
                    .append(", ")
                    .append(values.decimal(500, 2))
                    .append(')');
            sql.change(
                    "UPDATE shop.inventory SET quantity = quantity - " + quantity + " WHERE product_id = " + product);
        }
        sql.change(items.toString());
        if (values.percent(70)) {
            sql.change("INSERT INTO shop.payments (order_id, amount, method, paid) VALUES (" + order + ", "
                    + values.decimal(10_000, 4) + ", " + quote(values.oneOf(METHODS)) + ", " + quote(values.moment())
                    + ")");
        }
    }

    void change(ShopStatements sql) throws SQLException {
        sql.change("UPDATE shop.orders SET status = " + quote(values.oneOf(STATES)) + ", note = "
                + quote(values.words(values.below(10))) + " WHERE id = " + recentOrder());
    }

    void cancel(ShopStatements sql) throws SQLException {
        sql.change("DELETE FROM shop.orders WHERE id = " + recentOrder());
    }

    private long recentOrder() {
        return values.between(Math.max(1, newestOrder - REACH), Math.max(1, newestOrder));
    }

    void newCustomers(ShopStatements sql, int count) throws SQLException {
        StringBuilder insert = new StringBuilder("INSERT INTO shop.customers (email, name, city, balance) VALUES ");
        for (int i = 0; i < count; i++) {
            insert.append(i == 0 ? "(" : ", (")
                    .append(quote(email()))
                    .append(", ")
                    .append(quote(values.words(2)));
            insert.append(", ").append(values.percent(20) ? "NULL" : quote(values.word()));
            insert.append(", ").append(values.decimal(1_000, 2)).append(')');
        }
        long first = sql.insert(insert.toString());
        newestCustomer = Math.max(newestCustomer, first + count - 1);
    }

    /** Unique: 63 random bits. */
    private String email() {
        return Long.toString(values.between(0, Long.MAX_VALUE - 1), 36) + "@example.com";
    }

    void deleteCustomer(ShopStatements sql) throws SQLException {
        sql.change("DELETE FROM shop.customers WHERE id = "
                + values.between(Math.max(1, newestCustomer - REACH), newestCustomer));
    }

    void changeProducts(ShopStatements sql) throws SQLException {
        int first = 1 + values.below(PRODUCTS);
        String range = " WHERE id BETWEEN " + first + " AND " + (first + values.below(20));
        if (values.percent(60)) {
            sql.change("UPDATE shop.products SET price = price + " + values.decimal(5, 2) + range);
            return;
        }
        // Changes in place what fits; whether the types inside come out right is trap 24.
        sql.change("UPDATE shop.products SET attributes = JSON_SET(attributes, '$.weight', " + values.decimal(100, 3)
                + ", '$.stock.level', " + values.below(1_000) + ")" + range);
    }
}
