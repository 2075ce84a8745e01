package io.binrelay.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;

/** Generates the load of one backlog: the same statements for the same arguments. Serves once. */
interface BacklogWriter {
    /** The table that is created last before the backlog: a replica that has it is where the backlog begins. */
    String PREPARED = "prepared.prepared";

    /**
     * Creates the tables and fills them with what is there before the backlog. The last statement creates
     * {@link #PREPARED}; being a DDL, no replica can apply it together with the backlog.
     */
    void prepare(Connection connection) throws SQLException;

    /**
     * Writes the backlog.
     *
     * @param connection allows several statements in one text
     * @return how many row changes it consists of
     */
    long write(Connection connection) throws SQLException;

    /** How many transactions {@link #write} commits. */
    long transactions();
}
