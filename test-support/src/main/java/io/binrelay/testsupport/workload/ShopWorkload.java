package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seeded workload on a small shop, in the schema {@value #SCHEMA}: mixed transactions over several tables, changes of
 * definitions between them. {@link StepKind} lists what happens.
 *
 * <p>One object serves one connection at a time. Objects with different lanes may work at the same time on the same
 * schema; they can still run into each other's locks (1205, 1213), which {@link WorkloadRunner} takes care of. With one
 * object and the same seed the statements, and the rows they leave, are the same every time, apart from columns that
 * hold the time of day. Not thread-safe.
 */
public final class ShopWorkload {
    /** The schema that {@link #createSchema} makes and all steps work in. */
    public static final String SCHEMA = "shop";

    private final Engine engine;
    private final WorkloadMix mix;
    private final SeededValues values;
    private final ShopOrders orders;
    private final ShopSpecial special;
    private final ShopTypes types;
    private final ShopDdl ddl;
    private final List<StepKind> kinds;
    private final int weights;
    private @Nullable Connection prepared;

    /** Lane 0, a dense mix, without accounts. */
    public ShopWorkload(long seed, Engine engine) {
        this(seed, engine, 0, WorkloadMix.DENSE, false);
    }

    /**
     * One of several.
     *
     * @param seed what happens; with the lane
     * @param engine of the source
     * @param lane 0 to 99, a number of its own for each object that works on the same schema
     * @param mix how often what happens
     * @param withAccounts whether accounts are created, granted to and dropped
     */
    public ShopWorkload(long seed, Engine engine, int lane, WorkloadMix mix, boolean withAccounts) {
        if (lane < 0 || lane > 99) {
            throw new IllegalArgumentException("lane " + lane + " is not between 0 and 99");
        }
        this.engine = requireNonNull(engine, "engine is null");
        this.mix = requireNonNull(mix, "mix is null");
        this.values = new SeededValues(seed * 100 + lane);
        this.orders = new ShopOrders(values);
        this.special = new ShopSpecial(values, lane);
        this.types = new ShopTypes(values, engine, lane);
        this.ddl = new ShopDdl(values, lane);
        this.kinds = Arrays.stream(StepKind.values())
                .filter(kind -> withAccounts || kind != StepKind.ACCOUNT)
                .toList();
        this.weights = kinds.stream().mapToInt(mix::weight).sum();
    }

    /**
     * Drops the schema, if it is there, makes it and fills it with products and customers. For one object only, before
     * all others begin.
     */
    public void createSchema(Connection connection) throws SQLException {
        prepare(connection);
        ShopStatements sql = new ShopStatements(connection);
        for (String statement : ShopSchema.statements(engine)) {
            sql.run(statement);
        }
        connection.setAutoCommit(false);
        orders.fill(sql);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Does one transaction, or one change of definitions.
     *
     * @param connection of an account that may do everything; its autocommit mode is on before and after
     * @throws SQLException when a statement failed; the transaction is rolled back then, as far as the connection still
     *     works
     */
    public WorkloadStep runOne(Connection connection) throws SQLException {
        prepare(connection);
        StepKind kind = next();
        ShopStatements sql = new ShopStatements(connection);
        if (kind.isDdl()) {
            ddl.run(kind, sql);
            return new WorkloadStep(kind, sql.rows());
        }
        connection.setAutoCommit(false);
        try {
            runTransaction(kind, sql);
            if (kind == StepKind.ROLLBACK) {
                connection.rollback();
                return new WorkloadStep(kind, 0);
            }
            connection.commit();
            return new WorkloadStep(kind, sql.rows());
        } catch (SQLException e) {
            rollbackAfter(e, connection);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void runTransaction(StepKind kind, ShopStatements sql) throws SQLException {
        switch (kind) {
            case PLACE_ORDER, ROLLBACK -> orders.place(sql);
            case CHANGE_ORDER -> orders.change(sql);
            case CANCEL_ORDER -> orders.cancel(sql);
            case NEW_CUSTOMERS -> orders.newCustomers(sql, 1 + values.below(4));
            case DELETE_CUSTOMER -> orders.deleteCustomer(sql);
            case CHANGE_PRODUCTS -> orders.changeProducts(sql);
            case WRITE_LOG -> special.writeLog(sql);
            case TRIM_LOG -> special.trimLog(sql);
            case INSERT_TYPES -> types.insert(sql);
            case UPDATE_TYPES -> types.update(sql);
            case DELETE_TYPES -> types.delete(sql);
            case MOVE_KEYS -> special.moveKeys(sql);
            case SAVEPOINTS -> special.savepoints(sql);
            case LARGE -> special.large(sql);
            case CALL_PROCEDURE -> special.callProcedure(sql);
            default -> throw new IllegalArgumentException(kind + " is not a transaction");
        }
    }

    private StepKind next() {
        int choice = values.below(weights);
        for (StepKind kind : kinds) {
            choice -= mix.weight(kind);
            if (choice < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    /** Session settings under which the values used here can be stored: zero dates, values that are no ENUM member. */
    @SuppressWarnings("ReferenceEquality") // a session is a connection, however equal another may be
    private void prepare(Connection connection) throws SQLException {
        if (connection == prepared) {
            return;
        }
        ShopStatements sql = new ShopStatements(connection);
        sql.run("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'");
        sql.run("SET SESSION time_zone = '+00:00'");
        sql.run("SET SESSION innodb_lock_wait_timeout = 5");
        sql.run("SET SESSION lock_wait_timeout = 20");
        prepared = connection;
    }

    private static void rollbackAfter(SQLException failure, Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            // The connection is lost; the server rolls back by itself.
            failure.addSuppressed(alsoFailed);
        }
    }
}
