package io.binrelay.applier.replica;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MySqlDefinitionsIT extends DefinitionTests {
    @RegisterExtension
    static final SharedReplication SERVERS = new SharedReplication(() -> new Replication(Engine.MYSQL));

    @Override
    Replication replication() {
        return SERVERS.get();
    }

    @Test
    void trap47_what_mysql_logs_with_current_user_arrives() throws SQLException {
        replication()
                .replicate(
                        "mysql_invoker",
                        "CREATE USER minv@'%' IDENTIFIED BY 'x'",
                        "GRANT ALL PRIVILEGES ON *.* TO minv@'%' WITH GRANT OPTION",
                        "CREATE ROLE mrole, mrole2");
        replication()
                .apply(
                        "mysql_invoker2",
                        replication()
                                .recordsAs(
                                        "minv",
                                        "x",
                                        "SET PASSWORD = 'y'",
                                        "GRANT mrole, mrole2 TO CURRENT_USER() WITH ADMIN OPTION",
                                        "ALTER USER CURRENT_USER DEFAULT ROLE mrole",
                                        "REVOKE mrole2 FROM CURRENT_USER",
                                        "GRANT SELECT, INSERT ON mysql.* TO CURRENT_USER",
                                        "REVOKE INSERT ON mysql.* FROM CURRENT_USER()",
                                        "ALTER USER CURRENT_USER() IDENTIFIED BY 'y'"));
        replication()
                .apply(
                        "mysql_invoker3",
                        replication().recordsAs("minv", "y", "RENAME USER CURRENT_USER() TO minv2@'%'"));
        replication().assertSame("SHOW GRANTS FOR minv2@'%'");
        replication().assertSame("SELECT * FROM mysql.role_edges ORDER BY 1, 2, 3, 4");
        replication().assertSame("SELECT * FROM mysql.default_roles ORDER BY 1, 2, 3, 4");
        replication().assertSame("SELECT User, HEX(authentication_string) FROM mysql.user WHERE User = 'minv2'");
    }
}
