package io.binrelay.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final String GTID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    @Test
    void all_services_stand_below_each_other_with_their_errors_behind() {
        List<String> lines = new StatusText(Channels.mixed(), Channels.NOW_MILLIS).lines();

        assertThat(lines.stream().map(line -> line.replace(GTID, "G").replaceAll(" {2,}", "  ")))
                .containsExactly(
                        "service  state  on  source position  gtid  transaction  behind  tx/s",
                        lines.get(1).replaceAll(" {2,}", "  "),
                        "capture  running  db1:3306  binlog.000003:6120  G:5120  #5,120  0.6 s  412",
                        "applier replica1  running, idle  db1:3306  binlog.000003:6120  G:5120  #5,120  0 tx  412",
                        "applier replica2  failed  db1:3306  binlog.000003:6000  G:5000  #5,000  120 tx, 0.1 s  412",
                        "applier replica3  not running (was running, silent for 1 min 5 s)  db1:3306  binlog.000003:1100"
                                + "  G:100  #100  5,020 tx, 5.0 s  -",
                        "applier replica1  standby  db1:3306  -  -  -  -  412",
                        "",
                        "Last error of applier replica2, 12 s ago (APPLY):",
                        "  Duplicate entry '7' for key 'PRIMARY' (1062)",
                        "  Skip it or rebuild.");
        assertThat(lines.get(1)).matches("[- ]+");
    }

    @Test
    void columns_are_aligned() {
        List<String> lines = new StatusText(Channels.mixed(), Channels.NOW_MILLIS).lines();
        int column = lines.get(0).indexOf("source position");

        assertThat(lines.get(2).substring(column)).startsWith("binlog.000003:6120");
        assertThat(lines.get(5).substring(column)).startsWith("binlog.000003:1100");
    }

    @Test
    void what_was_never_there_is_said() {
        List<String> lines = new StatusText(Channels.empty(), Channels.NOW_MILLIS).lines();

        assertThat(lines.get(2)).startsWith("capture  never seen");
        assertThat(lines.get(3))
                .isEqualTo("No applier has ever announced itself: nothing is replicated to any replica.");
    }
}
