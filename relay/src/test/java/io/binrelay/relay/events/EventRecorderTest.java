package io.binrelay.relay.events;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.schemas.model.FilePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventRecorderTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(EventRecorder.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<ServiceStatus> passed = new ArrayList<>();
    private final List<ServiceEvent> events = new ArrayList<>();
    private final EventRecorder recorder =
            new EventRecorder(passed::add, events::add, () -> Instant.ofEpochMilli(9_000));

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void every_status_is_passed_on_and_each_change_of_state_is_one_line_with_the_position() {
        ServiceStatus starting = ServiceStatus.starting(ServiceId.ofApplier("shop", "r1", "1"), "db:3306", 1_000);
        ServiceStatus running = starting.withProgress(
                        new Progress(FilePosition.parse("binlog.000007:4711"), "u:8", 9, 12, 1, 1, 1), 1)
                .withState(ServiceState.RUNNING, 2_000);
        Failure failure = new Failure(ErrorCode.APPLY, 1205, "Lock wait", 3_000, 1);
        recorder.publish(starting);
        recorder.publish(running);
        recorder.publish(running);
        for (int attempt = 0; attempt < 3; attempt++) {
            recorder.publish(running.withError(failure.again(attempt)).withState(ServiceState.RETRYING, 3_000));
        }

        assertThat(passed).hasSize(6);
        assertThat(events).hasSize(3);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "applier/r1 is starting",
                        "applier/r1 is running (was starting)",
                        "applier/r1 is retrying (was running)");
        assertThat(lines.list.get(2).getKeyValuePairs())
                .extracting(Object::toString)
                .containsExactly(
                        "file=\"binlog.000007\"", "pos=\"4711\"", "gtid=\"u:8\"", "offset=\"12\"", "transaction=\"9\"");
    }
}
