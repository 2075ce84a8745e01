package io.binrelay.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    @Test
    void capture_has_position_and_lag() throws Exception {
        JsonNode capture = read(new StatusReport("shop", Channels.mixed())).get("capture");

        assertThat(capture.get("running").asBoolean()).isTrue();
        assertThat(capture.get("state").asText()).isEqualTo("running");
        assertThat(capture.get("position").asText()).isEqualTo("binlog.000003:6120");
        assertThat(capture.get("gtid").asText()).isEqualTo("3e11fa47-71ca-11e1-9e33-c80aa9429562:5120");
        assertThat(capture.get("sequence").asLong()).isEqualTo(5_120);
        assertThat(capture.get("lag_seconds").asDouble()).isEqualTo(0.6);
        assertThat(capture.get("commit_time").asText()).isEqualTo("2026-03-04T05:06:06Z");
        assertThat(capture.get("last_error").isNull()).isTrue();
    }

    @Test
    void appliers_stand_side_by_side_with_lag_in_transactions_and_seconds() throws Exception {
        JsonNode appliers = read(new StatusReport("shop", Channels.mixed())).get("appliers");

        assertThat(appliers).hasSize(3);
        assertThat(appliers.get(0).get("replica").asText()).isEqualTo("replica1");
        assertThat(appliers.get(0).get("lag_transactions").asLong()).isZero();
        assertThat(appliers.get(1).get("running").asBoolean()).isFalse();
        assertThat(appliers.get(1).get("lag_transactions").asLong()).isEqualTo(120);
        assertThat(appliers.get(1).get("lag_seconds").asDouble()).isEqualTo(0.12);
        assertThat(appliers.get(1).get("last_error").get("code").asText()).isEqualTo("APPLY");
        assertThat(appliers.get(1).get("last_error").get("message").asText()).contains("1062");
        assertThat(appliers.get(2).get("running").asBoolean()).isFalse();
        assertThat(appliers.get(2).get("silent_seconds").asDouble()).isEqualTo(65);
    }

    @Test
    void a_standby_is_listed_apart() throws Exception {
        JsonNode standbys = read(new StatusReport("shop", Channels.mixed())).get("standbys");

        assertThat(standbys).hasSize(1);
        assertThat(standbys.get(0).get("service").asText()).isEqualTo("applier/replica1");
    }

    @Test
    void nobody_is_null_and_empty_lists() throws Exception {
        JsonNode root = read(new StatusReport("shop", Channels.empty()));

        assertThat(root.get("channel").asText()).isEqualTo("shop");
        assertThat(root.get("capture").isNull()).isTrue();
        assertThat(root.get("appliers")).isEmpty();
    }

    private static JsonNode read(StatusReport report) throws Exception {
        return new ObjectMapper().readTree(report.json());
    }
}
