package io.binrelay.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A shop's day: orders, payments, transfers, visits and cancellations over 8 tables, 2 to 5 row changes to a
 * transaction, 3.6 on average; inserts, updates and deletes mixed. Every statement changes exactly one row, or as many
 * as it lists. No foreign keys: with them the source could not tell a native replica's workers what is independent.
 */
final class OltpBacklog implements BacklogWriter {
    private static final int CUSTOMERS = 10_000;
    private static final int ITEMS = 1_000;
    private static final int TRANSACTIONS_PER_TEXT = 20;

    private static final String[] TABLES = {
        "customer (id INT NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80) NOT NULL,"
                + " visits INT NOT NULL, seen DATETIME(3) NOT NULL, UNIQUE KEY (email))",
        "account (id INT NOT NULL PRIMARY KEY, balance DECIMAL(14,2) NOT NULL, changes INT NOT NULL)",
        "item (id INT NOT NULL PRIMARY KEY, title VARCHAR(60) NOT NULL, stock INT NOT NULL, sold INT NOT NULL)",
        "orders (id BIGINT NOT NULL PRIMARY KEY, customer INT NOT NULL, status ENUM('new','paid','sent') NOT NULL,"
                + " total DECIMAL(12,2) NOT NULL, placed DATETIME NOT NULL, KEY (customer))",
        "line (orders BIGINT NOT NULL, number INT NOT NULL, item INT NOT NULL, quantity INT NOT NULL,"
                + " price DECIMAL(10,2) NOT NULL, PRIMARY KEY (orders, number), KEY (item))",
        "payment (id BIGINT NOT NULL PRIMARY KEY, orders BIGINT NOT NULL, amount DECIMAL(12,2) NOT NULL,"
                + " method VARCHAR(20) NOT NULL, KEY (orders))",
        "visit (id INT NOT NULL PRIMARY KEY, pages INT NOT NULL, agent VARCHAR(120) NOT NULL)",
        "history (id BIGINT NOT NULL PRIMARY KEY, what VARCHAR(40) NOT NULL, detail VARCHAR(200) NOT NULL,"
                + " at TIMESTAMP(6) NOT NULL)"
    };

    private final long transactions;
    private final SplittableRandom random;
    private final List<Long> openOrders = new ArrayList<>();
    private long lastOrder;
    private long lastPayment;
    private long lastHistory;
    private long rows;

    OltpBacklog(long transactions, long seed) {
        this.transactions = transactions;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public long transactions() {
        return transactions;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE oltp CHARACTER SET utf8mb4");
            for (String table : TABLES) {
                statement.execute("CREATE TABLE oltp." + table + " ENGINE=InnoDB");
            }
            for (int first = 1; first <= CUSTOMERS; first += 1_000) {
                fillCustomers(statement, first);
            }
            StringBuilder items = new StringBuilder("INSERT INTO oltp.item VALUES ");
            for (int id = 1; id <= ITEMS; id++) {
                items.append(id == 1 ? "" : ",").append("(" + id + ",'Item number " + id + "',100000,0)");
            }
            statement.execute(items.toString());
            statement.execute("CREATE DATABASE prepared");
            statement.execute("CREATE TABLE " + PREPARED + " (id INT NOT NULL PRIMARY KEY)");
        }
    }

    private static void fillCustomers(Statement statement, int first) throws SQLException {
        StringBuilder customers = new StringBuilder("INSERT INTO oltp.customer VALUES ");
        StringBuilder accounts = new StringBuilder("INSERT INTO oltp.account VALUES ");
        StringBuilder visits = new StringBuilder("INSERT INTO oltp.visit VALUES ");
        for (int id = first; id < first + 1_000; id++) {
            String comma = id == first ? "" : ",";
            customers
                    .append(comma)
                    .append("(" + id + ",'Customer " + id + "','c" + id + "@example.org',0,'2026-01-01 00:00:00')");
            accounts.append(comma).append("(" + id + ",10000,0)");
            visits.append(comma).append("(" + id + ",0,'Mozilla/5.0 (X11; Linux x86_64; rv:140.0)')");
        }
        statement.execute(customers.toString());
        statement.execute(accounts.toString());
        statement.execute(visits.toString());
    }

    @Override
    public long write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            StringBuilder text = new StringBuilder();
            for (long transaction = 1; transaction <= transactions; transaction++) {
                text.append("BEGIN;");
                appendTransaction(text);
                text.append("COMMIT;");
                if (transaction % TRANSACTIONS_PER_TEXT == 0 || transaction == transactions) {
                    execute(statement, text.toString());
                    text.setLength(0);
                }
            }
        }
        return rows;
    }

    /** Every result has to be read, or an error of a later statement of the text would be missed. */
    private static void execute(Statement statement, String text) throws SQLException {
        statement.execute(text);
        while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
            if (statement.getResultSet() != null) {
                throw new SQLException("a statement of the backlog returned rows");
            }
        }
    }

    private void appendTransaction(StringBuilder text) {
        int dice = random.nextInt(100);
        if (dice < 50 || openOrders.size() < 10) {
            order(text);
        } else if (dice < 70) {
            pay(text);
        } else if (dice < 80) {
            visit(text);
        } else if (dice < 90) {
            cancel(text);
        } else {
            transfer(text);
        }
    }

    private void order(StringBuilder text) {
        long order = ++lastOrder;
        int item = 1 + random.nextInt(ITEMS);
        int quantity = 1 + random.nextInt(5);
        text.append("INSERT INTO oltp.orders VALUES (" + order + "," + customer() + ",'new'," + quantity * 3
                + ".50,'2026-04-01 10:20:30');");
        text.append("INSERT INTO oltp.line VALUES (" + order + ",1," + item + "," + quantity + ",3.50),(" + order
                + ",2," + (1 + random.nextInt(ITEMS)) + ",1,9.99);");
        text.append(
                "UPDATE oltp.item SET stock=stock-" + quantity + ",sold=sold+" + quantity + " WHERE id=" + item + ";");
        openOrders.add(order);
        rows += 4;
    }

    private void pay(StringBuilder text) {
        long order = takeOpenOrder();
        text.append("INSERT INTO oltp.payment VALUES (" + ++lastPayment + "," + order + ",17.49,'card');");
        text.append("UPDATE oltp.account SET balance=balance-17.49,changes=changes+1 WHERE id=" + customer() + ";");
        text.append("UPDATE oltp.orders SET status='paid' WHERE id=" + order + ";");
        rows += 3;
    }

    private void visit(StringBuilder text) {
        int customer = customer();
        text.append("UPDATE oltp.visit SET pages=pages+1 WHERE id=" + customer + ";");
        history(text, "visit", "customer " + customer + " looked at " + random.nextInt(ITEMS));
        rows += 1;
    }

    private void cancel(StringBuilder text) {
        long order = takeOpenOrder();
        text.append("DELETE FROM oltp.line WHERE orders=" + order + ";");
        text.append("DELETE FROM oltp.orders WHERE id=" + order + ";");
        history(text, "cancel", "order " + order + " was cancelled by the customer");
        rows += 3;
    }

    private void transfer(StringBuilder text) {
        int from = customer();
        int to = 1 + from % CUSTOMERS;
        text.append("UPDATE oltp.account SET balance=balance-5,changes=changes+1 WHERE id=" + from + ";");
        text.append("UPDATE oltp.account SET balance=balance+5,changes=changes+1 WHERE id=" + to + ";");
        text.append("UPDATE oltp.customer SET visits=visits+1 WHERE id=" + from + ";");
        history(text, "transfer", "5.00 from " + from + " to " + to);
        rows += 3;
    }

    private void history(StringBuilder text, String what, String detail) {
        long id = ++lastHistory;
        text.append("INSERT INTO oltp.history VALUES (" + id + ",'" + what + "','" + detail + "','2026-04-01 10:20:30."
                + (100_000 + id % 900_000) + "');");
        rows += 1;
    }

    private int customer() {
        return 1 + random.nextInt(CUSTOMERS);
    }

    /** Swapped with the last one, so that removal is cheap. */
    private long takeOpenOrder() {
        int index = random.nextInt(openOrders.size());
        long order = openOrders.get(index);
        long last = openOrders.remove(openOrders.size() - 1);
        if (index < openOrders.size()) {
            openOrders.set(index, last);
        }
        return order;
    }
}
