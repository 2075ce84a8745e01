package io.binrelay.applier.replica;

import io.binrelay.applier.ReplicaContract;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real replica for the contract: each has a schema and a channel of its own. */
final class JdbcSubject implements ReplicaContract.Subject {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Replication replication;
    private final String name = "contract" + NUMBERS.incrementAndGet();
    private final LoggedRecord insert;
    private final LoggedRecord statement;

    JdbcSubject(Replication replication) throws SQLException {
        this.replication = replication;
        String[] tables = {"CREATE DATABASE " + name, "CREATE TABLE " + name + ".t (id INT PRIMARY KEY)"};
        replication.recordsOf(tables);
        replication.replica().execute(tables);
        insert = replication
                .recordsOf("INSERT INTO " + name + ".t VALUES (1), (2)")
                .get(0);
        statement = replication
                .recordsOf("CREATE TABLE " + name + ".u (id INT PRIMARY KEY)")
                .get(0);
    }

    @Override
    public Replica open() {
        return replication.open(name);
    }

    @Override
    public SourceServer source() {
        return insert.record().header().source();
    }

    @Override
    public List<RelayEvent> insert() {
        return insert.record().events();
    }

    @Override
    public Statement statement() {
        return DefinitionDigestTests.statement(statement.record());
    }

    @Override
    public int visibleRows() throws SQLException {
        return Integer.parseInt(Replication.rows(replication.replica(), "SELECT COUNT(*) FROM " + name + ".t")
                .get(0));
    }

    @Override
    public void raiseGeneration() throws SQLException {
        replication
                .replica()
                .execute("UPDATE binrelay.checkpoint SET generation=generation+1 WHERE channel='" + name + "'");
    }
}
