package io.binrelay.relay.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorHistoryTest {
    private static final Progress PROGRESS =
            new Progress(FilePosition.parse("binlog.000007:4711"), "uuid:8", 9, 12, 0, 0, 0);

    private static ServiceEvent event(
            EventKind kind, String service, long pid, ServiceState state, @Nullable Failure error) {
        return new ServiceEvent(kind, 1_700_000_000_123L, service, "host1", pid, state, PROGRESS, error);
    }

    private static ServiceEvent error(long pid, long firstMillis, long times) {
        return event(
                times == 1 ? EventKind.ERROR : EventKind.REPEATED,
                "applier/r1",
                pid,
                times == 1 ? ServiceState.RETRYING : ServiceState.RUNNING,
                new Failure(ErrorCode.APPLY, 1205, "Lock wait timeout\nTry again", firstMillis, times));
    }

    @Test
    void an_event_comes_back_from_json_as_it_was() throws IOException {
        for (ServiceEvent event : List.of(
                error(17, 5, 3),
                event(EventKind.STATE, "capture", 1, ServiceState.RUNNING, null),
                new ServiceEvent(EventKind.STATE, 1, "capture", "h", 1, ServiceState.STARTING, Progress.NONE, null))) {
            assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
        }
    }

    @Test
    void what_a_newer_binrelay_adds_is_ignored_and_what_is_no_event_is_refused() throws IOException {
        String json = new String(EventJson.write(error(17, 5, 1)), StandardCharsets.UTF_8);
        byte[] newer = json.replace("{\"kind\"", "{\"new\":{},\"kind\"").getBytes(StandardCharsets.UTF_8);
        assertThat(EventJson.read(newer)).isEqualTo(error(17, 5, 1));

        for (String broken : List.of("{}", "[]", "{", json.replace("\"error\"", "\"strange\""))) {
            assertThatThrownBy(() -> EventJson.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .as(broken)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void the_last_errors_of_the_service_asked_for_are_kept_each_once_with_its_count() {
        ErrorHistory history = new ErrorHistory("applier/r1", 2);
        Stream.of(
                        error(1, 100, 1),
                        event(EventKind.STATE, "applier/r1", 1, ServiceState.RUNNING, null),
                        error(1, 200, 1),
                        error(1, 200, 1),
                        event(
                                EventKind.ERROR,
                                "applier/r2",
                                9,
                                ServiceState.FAILED,
                                Failure.of(ErrorCode.APPLY, "other", 1)),
                        error(1, 200, 14),
                        error(2, 200, 1))
                .forEach(history);

        assertThat(history.errors()).extracting(ServiceEvent::pid).containsExactly(1L, 2L);
        ServiceEvent repeated = history.errors().get(0);
        assertThat(repeated.error()).isEqualTo(error(1, 200, 14).error());
        assertThat(repeated.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(history.services()).containsExactly("applier/r1", "applier/r2");
    }
}
