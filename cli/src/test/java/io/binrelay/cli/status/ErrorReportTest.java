package io.binrelay.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.relay.events.ErrorHistory;
import io.binrelay.relay.events.EventKind;
import io.binrelay.relay.events.ServiceEvent;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.schemas.model.FilePosition;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private static final long AT_MILLIS = Instant.parse("2026-03-04T05:06:07Z").toEpochMilli();

    private final ErrorHistory history = new ErrorHistory("applier/r1", 10);

    private static ServiceEvent error(String service, ServiceState state, Progress progress, Failure failure) {
        return new ServiceEvent(EventKind.ERROR, AT_MILLIS, service, "host1", 17, state, progress, failure);
    }

    @Test
    void an_error_is_told_with_time_place_and_its_whole_message() {
        Progress progress = new Progress(FilePosition.parse("binlog.000007:4711"), "uuid:8", 9, 12, 0, 0, 0);
        history.accept(error(
                "applier/r1",
                ServiceState.RUNNING,
                Progress.NONE,
                new Failure(ErrorCode.KAFKA, 0, "Kafka is away.", AT_MILLIS, 1_234)));
        history.accept(error(
                "applier/r1",
                ServiceState.FAILED,
                progress,
                new Failure(ErrorCode.APPLY, 1062, "Duplicate entry '7'.\nRemove the row.", AT_MILLIS + 1, 1)));

        assertThat(new ErrorReport("shop", history).lines(ZoneOffset.UTC))
                .containsExactly(
                        "2026-03-04 05:06:07  running, KAFKA, 1,234 times",
                        "  before the first transaction (host1, pid 17)",
                        "  Kafka is away.",
                        "",
                        "2026-03-04 05:06:07  failed, APPLY (error 1062)",
                        "  behind binlog.000007:4711, GTID uuid:8, transaction 9, offset 12 (host1, pid 17)",
                        "  Duplicate entry '7'.",
                        "  Remove the row.");
    }

    @Test
    void json_tells_the_same() throws Exception {
        Progress progress = new Progress(FilePosition.parse("binlog.000007:4711"), "uuid:8", 9, 12, 0, 0, 0);
        history.accept(error(
                "applier/r1",
                ServiceState.FAILED,
                progress,
                new Failure(ErrorCode.APPLY, 1062, "Duplicate entry", AT_MILLIS, 2)));

        JsonNode root = new ObjectMapper().readTree(new ErrorReport("shop", history).json());

        assertThat(root.get("service").asText()).isEqualTo("applier/r1");
        JsonNode error = root.get("errors").get(0);
        assertThat(error.get("time").asText()).isEqualTo("2026-03-04T05:06:07Z");
        assertThat(error.get("errno").asInt()).isEqualTo(1062);
        assertThat(error.get("times").asInt()).isEqualTo(2);
        assertThat(error.get("message").asText()).isEqualTo("Duplicate entry");
        assertThat(error.get("position").asText()).isEqualTo("binlog.000007:4711");
        assertThat(error.get("gtid").asText()).isEqualTo("uuid:8");
        assertThat(error.get("transaction").asLong()).isEqualTo(9);
        assertThat(error.get("offset").asLong()).isEqualTo(12);
    }

    @Test
    void no_error_is_said_and_so_is_a_name_that_nothing_was_heard_of() {
        history.accept(error("capture", ServiceState.FAILED, Progress.NONE, Failure.of(ErrorCode.SOURCE, "x", 1)));
        assertThat(new ErrorReport("shop", history).lines(ZoneOffset.UTC))
                .containsExactly("No error of applier/r1 in the last 30 days. Nothing at all was heard of it in that"
                        + " time; of these services there was: capture.");

        history.accept(new ServiceEvent(
                EventKind.STATE, AT_MILLIS, "applier/r1", "h", 1, ServiceState.RUNNING, Progress.NONE, null));
        assertThat(new ErrorReport("shop", history).lines(ZoneOffset.UTC))
                .containsExactly("No error of applier/r1 in the last 30 days.");
    }
}
