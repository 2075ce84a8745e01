package io.binrelay.cli.doctor;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.schemas.model.Family;

/** The statement that changes a global variable for good. */
final class Setting {
    private Setting() {}

    /**
     * For a server.
     *
     * @param value as it stands in the statement: {@code 'ROW'}, {@code 1}
     */
    static String of(ServerVersion version, String variable, String value) {
        String assignment = variable + " = " + value;
        // SET PERSIST came with MySQL 8.0.
        return version.family() == Family.MYSQL && version.isAtLeast(8, 0, 0)
                ? "SET PERSIST " + assignment
                : "SET GLOBAL " + assignment + ", and set it in the server's configuration";
    }
}
