package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MySqlDefinitionsIT extends DefinitionTests {
    private static Replication replication;

    @BeforeAll
    static void start() throws SQLException {
        replication = new Replication(Engine.MYSQL);
    }

    @AfterAll
    static void stop() {
        replication.close();
    }

    @Override
    Replication replication() {
        return replication;
    }

    @Test
    void trap47_what_mysql_logs_with_current_user_arrives() throws SQLException {
        replication.replicate(
                "mysql_invoker",
                "CREATE USER minv@'%' IDENTIFIED BY 'x'",
                "GRANT ALL PRIVILEGES ON *.* TO minv@'%' WITH GRANT OPTION",
                "CREATE ROLE mrole, mrole2");
        replication.apply(
                "mysql_invoker2",
                replication.recordsAs(
                        "minv",
                        "x",
                        "SET PASSWORD = 'y'",
                        "GRANT mrole, mrole2 TO CURRENT_USER() WITH ADMIN OPTION",
                        "ALTER USER CURRENT_USER DEFAULT ROLE mrole",
                        "REVOKE mrole2 FROM CURRENT_USER",
                        "GRANT SELECT, INSERT ON mysql.* TO CURRENT_USER",
                        "REVOKE INSERT ON mysql.* FROM CURRENT_USER()",
                        "ALTER USER CURRENT_USER() IDENTIFIED BY 'y'"));
        replication.apply(
                "mysql_invoker3", replication.recordsAs("minv", "y", "RENAME USER CURRENT_USER() TO minv2@'%'"));
        replication.assertSame("SHOW GRANTS FOR minv2@'%'");
        replication.assertSame("SELECT * FROM mysql.role_edges ORDER BY 1, 2, 3, 4");
        replication.assertSame("SELECT * FROM mysql.default_roles ORDER BY 1, 2, 3, 4");
        replication.assertSame("SELECT User, HEX(authentication_string) FROM mysql.user WHERE User = 'minv2'");
    }
}
