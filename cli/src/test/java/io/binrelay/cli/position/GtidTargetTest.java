package io.binrelay.cli.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GtidTargetTest {
    private static ChannelStatus applied(String gtids) {
        ServiceStatus status = ServiceStatus.starting(ServiceId.ofApplier("shop", "r1", "1"), "db:3306", 1)
                .withDetail("gtids", gtids);
        return ChannelStatus.of(List.of(new ServiceReport(status, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5; 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-9; true",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:9; 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-8; false",
                "0-1-5; 0-2-7; true",
                "0-1-5,1-1-1; 0-1-7; false",
                "0-1-5; ''; false"
            })
    void is_applied_when_all_of_it_is(String wanted, String applied, boolean expected) {
        assertThat(new GtidTarget(wanted).isAppliedBy("r1", applied(applied))).isEqualTo(expected);
        assertThat(new GtidTarget(wanted).isAppliedBy("r2", applied(applied))).isFalse();
    }

    @Test
    void what_is_no_set_is_refused() {
        assertThatThrownBy(() -> new GtidTarget("binlog.000001:4")).hasMessageContaining("is no set of GTIDs");
        assertThatThrownBy(() -> new GtidTarget("")).hasMessageContaining("is no set of GTIDs");
    }
}
