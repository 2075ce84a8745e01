package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;
import org.junit.jupiter.api.extension.RegisterExtension;

class MySqlReplicaIT extends JdbcReplicaTests {
    @RegisterExtension
    static final SharedReplication SERVERS = new SharedReplication(
            () -> new Replication(Engine.MYSQL, "--gtid-mode=ON", "--enforce-gtid-consistency=ON"));

    @Override
    Replication replication() {
        return SERVERS.get();
    }
}
