package io.binrelay.testsupport.servers;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to one server. Called from several threads. */
@FunctionalInterface
public interface ConnectionSource {
    /** A new connection, of an account that may read everything; the caller closes it. */
    Connection open() throws SQLException;
}
