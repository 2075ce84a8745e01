package io.binrelay.relay.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    private static final ServiceStatus STATUS = ServiceStatus.starting(
                    new ServiceId(ServiceRole.APPLIER, "shop", "r1", "host1", 42, "0.1.0"), "db2:3306", 1_000)
            .withState(ServiceState.RETRYING, 2_000)
            .withProgress(
                    new Progress(FilePosition.parse("binlog.000007:1234"), "u:1", 9, 17, 5_000_000, 6_000_000, 8), 1.5)
            .withError(Failure.of(new BinrelayException(ErrorCode.APPLY, "1205: Lock wait timeout"), 3_000))
            .withDetail("mode", "native")
            .announcedAt(4_000);

    @Test
    void an_announcement_is_readable_json() {
        assertThat(new String(StatusJson.write(STATUS), StandardCharsets.UTF_8))
                .isEqualTo("{\"service\":{\"role\":\"APPLIER\",\"channel\":\"shop\",\"name\":\"r1\",\"host\":\"host1\","
                        + "\"pid\":42,\"version\":\"0.1.0\"},\"state\":\"RETRYING\",\"sinceMillis\":2000,"
                        + "\"server\":\"db2:3306\",\"progress\":{\"position\":\"binlog.000007:1234\",\"gtid\":\"u:1\","
                        + "\"sequence\":9,\"offset\":17,\"commitMicros\":5000000,\"caughtUpMicros\":6000000,"
                        + "\"transactions\":8},\"transactionsPerSecond\":1.5,\"lastError\":{"
                        + "\"code\":\"APPLY\",\"errno\":0,\"message\":\"1205: Lock wait timeout\",\"atMillis\":3000,"
                        + "\"times\":1},"
                        + "\"heartbeatMillis\":4000,\"details\":{\"mode\":\"native\"}}");
    }

    @Test
    void what_is_written_is_read_back() throws IOException {
        assertThat(StatusJson.read(StatusJson.write(STATUS))).isEqualTo(STATUS);
        ServiceStatus empty =
                ServiceStatus.starting(ServiceId.ofCapture("shop", "0.1.0"), "db1:3306", System.currentTimeMillis());
        assertThat(StatusJson.read(StatusJson.write(empty))).isEqualTo(empty);
    }

    @Test
    void fields_of_a_newer_version_are_ignored() throws IOException {
        String json = new String(StatusJson.write(STATUS), StandardCharsets.UTF_8)
                .replace("\"server\":", "\"colour\":\"blue\",\"server\":");
        assertThat(StatusJson.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(STATUS);
    }

    @Test
    void an_error_that_an_older_version_announced_without_number_and_count_was_met_once() throws IOException {
        String json = new String(StatusJson.write(STATUS), StandardCharsets.UTF_8)
                .replace("\"errno\":0,", "")
                .replace(",\"times\":1", "");
        assertThat(StatusJson.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(STATUS);
    }

    @Test
    void what_is_no_status_is_refused() {
        for (String json :
                new String[] {"", "null", "null-ish", "[]", "{}", "{\"progress\":{\"position\":\"nowhere\"}}"}) {
            assertThatThrownBy(() -> StatusJson.read(json.getBytes(StandardCharsets.UTF_8)))
                    .as(json)
                    .isInstanceOf(IOException.class);
        }
    }
}
