package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;

class MariaDbDistributedIT extends DistributedTests {
    @Override
    Engine engine() {
        return Engine.MARIADB;
    }
}
