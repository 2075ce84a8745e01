package io.binrelay.schemas.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class QueryEventTest {
    @Test
    void trap38_theSessionOfAStatementOfMySql8() {
        Statement statement = QueryEvent.parse(CapturedEvents.event("""
                00f15365020b000000f7000000f003000000000a000000a6b2ac050100005900000000000001000000000000000006037374640408000800ff
                0005062b30323a30300b10736b69702d6772616e7473207573657210736b69702d6772616e747320686f73740c0164000d40e2011129000000
                0000000012ff00640043524541544520414c474f524954484d3d554e444546494e454420444546494e45523d60736b69702d6772616e747320
                75736572604060736b69702d6772616e747320686f7374602053514c20534543555249545920444546494e4552205649455720607676602041
                532073656c656374206e6f77283629"""));
        assertThat(text(statement))
                .isEqualTo(
                        "CREATE ALGORITHM=UNDEFINED DEFINER=`skip-grants user`@`skip-grants host` SQL SECURITY DEFINER VIEW"
                                + " `vv` AS select now(6)");
        assertThat(statement.database()).isEqualTo("d");
        assertThat(statement.threadId()).isEqualTo(10);
        assertThat(statement.serverId()).isEqualTo(11);
        assertThat(statement.timestampSeconds()).isEqualTo(1_700_000_000);
        assertThat(statement.errorCode()).isZero();
        assertThat(statement.context())
                .isEqualTo(new StatementContext(
                        0L,
                        0L,
                        null,
                        null,
                        8,
                        8,
                        255,
                        null,
                        "+02:00",
                        null,
                        "skip-grants user",
                        "skip-grants host",
                        123_456,
                        null,
                        255,
                        null,
                        null,
                        null));
    }

    @Test
    void trap38_theSessionOfAStatementOfMariaDbWhichWritesCode131First() {
        Statement statement = QueryEvent.parse(CapturedEvents.event("""
                a7a3006b020c0000009a000000e505000000000a000000000000000100002d00000000000101000000000000000006037374648302080
                01f002d00000904210021000800812f000000000000006400637265617465207461626c6520713220286920696e74207072696d617279
                206b65792c20762076617263686172283329206368617261637465722073657420757466386d623429"""));
        assertThat(text(statement))
                .isEqualTo("create table q2 (i int primary key, v varchar(3) character set utf8mb4)");
        StatementContext context = statement.context();
        assertThat(context.optionFlags()).isEqualTo(0x100_0000L);
        assertThat(context.characterSetClient()).isEqualTo(33);
        assertThat(context.characterSetCollations()).isEqualTo(HexFormat.of().parseHex("0208001f002d000009"));
    }

    @Test
    void aTwoPhaseAlterOfMariaDbNamesItsFirstHalf() {
        Statement statement = QueryEvent.parse(CapturedEvents.event("""
                a7a3006b020c000000720000000f07000000000a000000000000000100002d0000000000010100000000000000000603737464042100210
                00800813100000000000000820418000000000000006400616c746572207461626c652071322061646420636f6c756d6e206a20696e74"""));
        assertThat(text(statement)).isEqualTo("alter table q2 add column j int");
    }

    @Test
    void theFractionOfASecondComesFromMariaDbsHrnowToo() {
        assertThat(withStatus("80 40e201").context().microseconds()).isEqualTo(123_456);
        assertThat(withStatus("0d 3f420f").context().microseconds()).isEqualTo(999_999);
    }

    @Test
    void everyVariableIsReadToItsEndSoThatTheNextIsFound() {
        String[] skipped = {
            "02 03 737464 00", // catalog with NUL
            "06 03 737464", // catalog
            "09 0000000000000001", // table map for update
            "0a 01020304", // master data written
            "0c 02 6100 626200", // two databases
            "0c fe", // more databases than can be named
            "11 0807060504030201", // xid of a DDL
            "15 01", // cascade triggers
            "81 0807060504030201", // MariaDB's xid
            "82 02", // MariaDB's ALTER, first half
            "82 08 0102030405060708", // given up
        };
        for (String variable : skipped) {
            assertThat(withStatus(variable + " 05 03 555443").context().timeZone())
                    .as(variable)
                    .isEqualTo("UTC");
        }
    }

    @Test
    void theOtherVariablesHaveTheirPlaces() {
        StatementContext context = withStatus(
                        "00 00400004 01 ffffffffffffffff 03 0500 0300 07 0400 08 2d00 10 00 13 01 14 00")
                .context();
        assertThat(context.optionFlags()).isEqualTo(0x0400_4000L);
        assertThat(context.sqlMode()).isEqualTo(-1L);
        assertThat(context.autoIncrementIncrement()).isEqualTo(5);
        assertThat(context.autoIncrementOffset()).isEqualTo(3);
        assertThat(context.lcTimeNames()).isEqualTo(4);
        assertThat(context.collationDatabase()).isEqualTo(45);
        assertThat(context.explicitDefaultsForTimestamp()).isFalse();
        assertThat(context.sqlRequirePrimaryKey()).isEqualTo(1);
        assertThat(context.defaultTableEncryption()).isZero();
    }

    @Test
    void trap39_theTextIsKeptAsBytes() {
        BinlogEvent event = query("", "", new byte[] {'S', (byte) 0x83, 0x5c, 0});
        assertThat(QueryEvent.parse(event).text()).isEqualTo(new byte[] {'S', (byte) 0x83, 0x5c, 0});
    }

    @Test
    void aVariableThatIsNotKnownStopsAndNamesItsCode() {
        assertThatThrownBy(() -> withStatus("00 00000000 63 01"))
                .isInstanceOf(UnsupportedEventException.class)
                .hasMessage(
                        "event type 2 (QUERY): its status variable 99 is not known, so the statement's session is not either."
                                + " Use a newer version of binrelay.");
    }

    @Test
    void aVariableThatReachesBehindTheVariablesIsRefused() {
        assertThatThrownBy(() -> withStatus("05 20 5554"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("Q_TIME_ZONE")
                .hasMessageContaining("needs 32 bytes, 2 are left");
    }

    private static Statement withStatus(String hex) {
        return QueryEvent.parse(query(hex, "db", "SELECT 1".getBytes(StandardCharsets.US_ASCII)));
    }

    private static BinlogEvent query(String statusHex, String database, byte[] text) {
        byte[] status = HexFormat.of().parseHex(statusHex.replace(" ", ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("00000000" + "02" + "01000000" + "00000000" + "00000000" + "0000"));
        out.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) database.length(), 0, 0, (byte) status.length, 0});
        out.writeBytes(status);
        out.writeBytes(database.getBytes(StandardCharsets.US_ASCII));
        out.write(0);
        out.writeBytes(text);
        return CapturedEvents.event(HexFormat.of().formatHex(out.toByteArray()));
    }

    private static String text(Statement statement) {
        return new String(statement.text(), StandardCharsets.UTF_8);
    }
}
