package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;

class MySqlDistributedIT extends DistributedTests {
    @Override
    Engine engine() {
        return Engine.MYSQL;
    }
}
