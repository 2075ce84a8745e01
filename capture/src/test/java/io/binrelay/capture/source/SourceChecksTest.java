package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.capture.source.SourceInspection.Modes;
import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceChecksTest {
    private static final SourceSettings SETTINGS = new SourceSettings("db1", 3306, "repl", "secret", 7001);
    private static final BinlogSettings GOOD_BINLOG =
            new BinlogSettings(true, "ROW", "FULL", "MINIMAL", "", "CRC32", new Modes("ON", false));
    private static final Account GOOD_ACCOUNT =
            new Account("'repl'@'%'", List.of("SELECT", "REPLICATION SLAVE", "REPLICATION CLIENT"));

    @Test
    void aSourceAsItShouldBeHasNoProblem() {
        assertThat(problems(Family.MYSQL, GOOD_BINLOG, GOOD_ACCOUNT)).isEmpty();
        assertThat(problems(Family.MARIADB, GOOD_BINLOG, GOOD_ACCOUNT)).isEmpty();
        assertThat(problems(Family.MYSQL, GOOD_BINLOG, new Account("'root'@'%'", List.of("ALL PRIVILEGES"))))
                .isEmpty();
        assertThat(problems(
                        Family.MARIADB,
                        GOOD_BINLOG,
                        new Account("'repl'@'%'", List.of("BINLOG MONITOR", "REPLICATION SLAVE"))))
                .isEmpty();
    }

    @Test
    void aBinaryLogThatIsOff() {
        BinlogSettings off = new BinlogSettings(false, "STATEMENT", "MINIMAL", "", "", "", new Modes("", false));
        assertThat(problems(Family.MYSQL, off, GOOD_ACCOUNT))
                .containsExactly("source db1:3306 writes no binary log (log_bin is OFF)."
                        + " Set log_bin in its configuration and restart it");
    }

    @Test
    void trap10_statementFormatIsReadWithAWarning() {
        BinlogSettings mixed = new BinlogSettings(true, "MIXED", "FULL", "", "", "", new Modes("", false));
        SourceInspection source = inspection(Family.MARIADB, 1, mixed, GOOD_ACCOUNT);
        assertThat(SourceChecks.of(source, SETTINGS)).isEmpty();
        assertThat(SourceChecks.warning(source, SETTINGS).orElseThrow())
                .startsWith("source db1:3306 has binlog_format=MIXED: its binary log holds some changes of rows as"
                        + " statements.");
        assertThat(SourceChecks.warning(inspection(Family.MARIADB, 1, GOOD_BINLOG, GOOD_ACCOUNT), SETTINGS))
                .isEmpty();
    }

    @Test
    void trap9_rowImagesJsonPartsAndCompressionOfAnyKindAreNoProblem() {
        BinlogSettings partial =
                new BinlogSettings(true, "ROW", "NOBLOB", "", "PARTIAL_JSON", "", new Modes("ON", true));
        assertThat(problems(Family.MYSQL, partial, GOOD_ACCOUNT)).isEmpty();
        assertThat(problems(Family.MARIADB, partial, GOOD_ACCOUNT)).isEmpty();
    }

    @Test
    void eachMissingPrivilegeWithItsGrant() {
        Account nobody = new Account("'repl'@'10.%'", List.of("USAGE"));
        assertThat(problems(Family.MYSQL, GOOD_BINLOG, nobody))
                .containsExactly(
                        "'repl'@'10.%' lacks the privilege REPLICATION SLAVE on source db1:3306, needed to read its binary"
                                + " log. Run on the source: GRANT REPLICATION SLAVE ON *.* TO 'repl'@'10.%'",
                        "'repl'@'10.%' lacks the privilege REPLICATION CLIENT on source db1:3306, needed to see its current"
                                + " position. Run on the source: GRANT REPLICATION CLIENT ON *.* TO 'repl'@'10.%'");
        assertThat(problems(Family.MARIADB, GOOD_BINLOG, nobody).get(1))
                .isEqualTo(
                        "'repl'@'10.%' lacks the privilege BINLOG MONITOR on source db1:3306, needed to see its current"
                                + " position. Run on the source: GRANT BINLOG MONITOR ON *.* TO 'repl'@'10.%'");
    }

    @Test
    void trap63_serverIdsThatClash() {
        SourceInspection source = inspection(Family.MYSQL, 7001, GOOD_BINLOG, GOOD_ACCOUNT);
        assertThat(SourceChecks.of(source, SETTINGS))
                .extracting(Problem::toString)
                .containsExactly(
                        "server id 7001 is the one of source db1:3306 itself. Give capture a source.server.id that"
                                + " no server and no other reader of the source has");
    }

    @Test
    void aSourceWithoutServerId() {
        SourceInspection source = inspection(Family.MARIADB, 0, GOOD_BINLOG, GOOD_ACCOUNT);
        assertThat(SourceChecks.of(source, SETTINGS))
                .extracting(Problem::toString)
                .containsExactly("source db1:3306 has server_id 0 and therefore refuses all replicas."
                        + " Run on the source: SET GLOBAL server_id = 1, and set it in its configuration");
    }

    @Test
    void globalPrivilegesAreReadFromGrants() {
        assertThat(SourceInspector.globalPrivileges("GRANT SELECT, REPLICATION SLAVE ON *.* TO `repl`@`%`"))
                .containsExactly("SELECT", "REPLICATION SLAVE");
        assertThat(SourceInspector.globalPrivileges(
                        "GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' IDENTIFIED BY PASSWORD '*1' WITH GRANT OPTION"))
                .containsExactly("ALL PRIVILEGES");
        assertThat(SourceInspector.globalPrivileges("GRANT ALL PRIVILEGES ON `d`.* TO `repl`@`%`"))
                .isEmpty();
        assertThat(SourceInspector.globalPrivileges("GRANT PROXY ON ''@'' TO 'root'@'localhost' WITH GRANT OPTION"))
                .isEmpty();
        assertThat(SourceInspector.globalPrivileges("GRANT `role`@`%` TO `repl`@`%`"))
                .isEmpty();
    }

    private static List<String> problems(Family family, BinlogSettings binlog, Account account) {
        return SourceChecks.of(inspection(family, 1, binlog, account), SETTINGS).stream()
                .map(Problem::toString)
                .toList();
    }

    private static SourceInspection inspection(Family family, long serverId, BinlogSettings binlog, Account account) {
        return new SourceInspection(
                new Server(family, "1.0", serverId, null),
                binlog,
                account,
                List.of(new BinlogFile("binlog.000001", 4711)),
                new FilePosition("binlog.000001", 4711),
                "");
    }
}
