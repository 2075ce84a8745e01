package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;

class MySqlStatementsIT extends StatementsTests {
    @Override
    Engine engine() {
        return Engine.MYSQL;
    }
}
