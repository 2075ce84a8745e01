package io.binrelay.schemas.binlog;

import static io.binrelay.schemas.binlog.CapturedEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Events around statements, of MySQL 8.0.15 and MariaDB 11.4.5. */
class StatementPartsTest {
    private static final String USER_VARIABLE = "4ab2016b0e5127000029000000000000000000";

    @Test
    void trap10_insertIdsAndSeeds() {
        StatementInputsReader reader = new StatementInputsReader();
        reader.take(event("45b2016b052e27000020000000200500000000010300000000000000"));
        reader.take(event("45b2016b052e27000020000000400500000000020400000000000000"));
        reader.take(event("45b2016b0d2e270000270000007d01000000006761f22a0000000056a8ef3a00000000"));

        StatementInputs inputs = reader.finish();

        assertThat(inputs.lastInsertId()).isEqualTo(3);
        assertThat(inputs.insertId()).isEqualTo(4);
        assertThat(inputs.randomSeed1()).isEqualTo(720527719);
        assertThat(inputs.randomSeed2()).isEqualTo(988784726);
        assertThat(reader.isEmpty()).isTrue();
        assertThat(reader.finish()).isSameAs(StatementInputs.NONE);
    }

    @Test
    void trap10_userVariablesOfEveryType() {
        assertVariable("0100000078 00 00 ff000000 03000000 616263", "x", UserVariable.Type.STRING, false, 255, 3);
        assertVariable(
                "010000006e 00 02 08000000 08000000 fbffffffffffffff 00", "n", UserVariable.Type.INTEGER, false, 8, 8);
        assertVariable(
                "0100000075 00 02 ff000000 08000000 ffffffffffffffff 01", "u", UserVariable.Type.INTEGER, true, 255, 8);
        assertVariable("0100000064 00 04 08000000 04000000 03028119", "d", UserVariable.Type.DECIMAL, false, 8, 4);
        assertVariable("0100000066 00 01 08000000 08000000 555555555555d53f", "f", UserVariable.Type.REAL, false, 8, 8);
        UserVariable none = variable("010000007a 01");
        assertThat(none.name()).isEqualTo("z");
        assertThat(none.value()).isNull();
    }

    @Test
    void trap10_theLastWordCounts() {
        StatementInputsReader reader = new StatementInputsReader();
        reader.take(event(USER_VARIABLE + "010000007801"));
        reader.take(event(USER_VARIABLE + "01000000780000ff00000003000000616263"));

        assertThat(reader.finish().userVariables())
                .singleElement()
                .extracting(UserVariable::value)
                .isNotNull();
    }

    @Test
    void trap10_whatCannotBeRepeatedIsRefused() {
        assertThatThrownBy(() -> variable("0100000078 00 00 ff000000 03000000 616263 00 01"))
                .isInstanceOf(UnsupportedEventException.class);
        assertThatThrownBy(() -> variable("0100000078 00 03 ff000000 03000000 616263"))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> variable("0100000078 00 00 ff000000 ffffffff 616263"))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> new StatementInputsReader()
                        .take(event("45b2016b052e27000020000000200500000000030300000000000000")))
                .isInstanceOf(MalformedEventException.class);
    }

    @Test
    void trap34_xaPrepare() {
        XaPrepareEvent prepared =
                XaPrepareEvent.parse(event("45b2016b262e27000027000000250200000000000100000002000000010000007831 62"));
        XaPrepareEvent atOnce =
                XaPrepareEvent.parse(event("45b2016b262e270000260000004908000000000101000000020000000000000078 33"));

        assertThat(prepared.onePhase()).isFalse();
        assertThat(prepared.xid()).hasToString("X'7831',X'62',1");
        assertThat(prepared.xid()).isEqualTo(XaIdentifier.parse("X'7831',X'62',1"));
        assertThat(atOnce.onePhase()).isTrue();
        assertThat(atOnce.xid()).hasToString("X'7833',X'',1");
        assertThat(XaIdentifier.parse("'a','b'")).isNull();
    }

    @Test
    void trap34_theXidInGtidEventsOfMariaDb() {
        MariadbGtidEvent prepared = MariadbGtidEvent.parse(
                event("4ab2016ba2512700002f000000aa01000008001300000000000000000000004c01000000020178316201ff"));
        MariadbGtidEvent completed = MariadbGtidEvent.parse(
                event("4ab2016ba2512700002d000000bb01000008001500000000000000000000008d010000000201783162"));

        assertThat(prepared.xid()).hasToString("X'7831',X'62',1");
        assertThat(prepared.extraFlags()).isEqualTo(1);
        assertThat(completed.xid()).isEqualTo(prepared.xid());
        assertThat(completed.has(MariadbGtidEvent.COMPLETED_XA | MariadbGtidEvent.STANDALONE))
                .isTrue();
    }

    @Test
    void trap28_partsOfAFileAndTheStatementThatReadsIt() {
        RelayEvent.FileBlock block =
                FileBlockEvent.parse(event("4ab2016b11512700002500000000000000000002000000 31096c310a32096c320a"));
        assertThat(block.fileId()).isEqualTo(2);
        assertThat(block.first()).isTrue();
        assertThat(block.data()).asString().isEqualTo("1\tl1\n2\tl2\n");

        Statement load = QueryEvent.parse(event("4ab2016b12512700000000000000000000000008000000000000000100001a00"
                + "0200000009000000300000000200000000010100002054000000 00060373746404ff00ff0008006400"
                + hex("LOAD DATA INFILE '/var/in/load.txt' REPLACE INTO TABLE `l`")));
        assertThat(load.load()).isEqualTo(new LoadedFile(2, 9, 48, LoadedFile.Duplicates.REPLACE));
        assertThat(load.database()).isEqualTo("d");
        String text = new String(load.text(), StandardCharsets.UTF_8);
        assertThat(text.substring(9, 48)).isEqualTo(" INFILE '/var/in/load.txt' REPLACE INTO");
    }

    private static void assertVariable(
            String body, String name, UserVariable.Type type, boolean unsigned, int collation, int length) {
        UserVariable variable = variable(body);
        assertThat(variable.name()).isEqualTo(name);
        assertThat(variable.type()).isEqualTo(type);
        assertThat(variable.unsigned()).isEqualTo(unsigned);
        assertThat(variable.collation()).isEqualTo(collation);
        assertThat(variable.value()).hasSize(length);
    }

    private static UserVariable variable(String body) {
        StatementInputsReader reader = new StatementInputsReader();
        reader.take(event(USER_VARIABLE + body));
        return reader.finish().userVariables().get(0);
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
