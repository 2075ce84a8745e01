package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;

class MariaDbStatementsIT extends StatementsTests {
    @Override
    Engine engine() {
        return Engine.MARIADB;
    }
}
