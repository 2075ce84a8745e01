package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbReplicaIT extends JdbcReplicaTests {
    @RegisterExtension
    static final SharedReplication SERVERS = new SharedReplication(() -> new Replication(Engine.MARIADB));

    @Override
    Replication replication() {
        return SERVERS.get();
    }
}
