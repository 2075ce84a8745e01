package io.binrelay.applier;

import io.binrelay.applier.replica.Replica;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import java.util.List;

class FakeReplicaTest implements ReplicaContract {
    @Override
    public Subject newSubject() {
        return new FakeSubject(new FakeReplicaServer());
    }

    private record FakeSubject(FakeReplicaServer server) implements Subject {
        @Override
        public Replica open() {
            return new FakeReplica(server);
        }

        @Override
        public SourceServer source() {
            return Transactions.SOURCE;
        }

        @Override
        public List<RelayEvent> insert() {
            return Transactions.rowsOf(Transactions.TABLE, "1", "2");
        }

        @Override
        public Statement statement() {
            return ((RelayEvent.Execute) Transactions.execute("CREATE TABLE x")).statement();
        }

        @Override
        public int visibleRows() {
            return server.committed.size();
        }

        @Override
        public void raiseGeneration() {
            server.generation++;
        }
    }
}
