package io.binrelay.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFileTest {
    private static final ServiceStatus STARTING =
            ServiceStatus.starting(ServiceId.ofCapture("shop", "1"), "127.0.0.1:3306", 0);

    @TempDir
    private Path directory;

    @Test
    void the_file_is_there_only_while_the_service_works_or_stands_by() throws Exception {
        Path file = directory.resolve("ready");
        Files.writeString(file, "left by a process that was killed");
        List<ServiceState> told = new ArrayList<>();
        ReadyFile sink = new ReadyFile(file, status -> told.add(status.state()));
        assertThat(file).doesNotExist();
        for (ServiceState state : ServiceState.values()) {
            sink.publish(STARTING.withState(state, 1));
            boolean ready = state == ServiceState.RUNNING || state == ServiceState.STANDBY;
            assertThat(Files.exists(file)).as(state.name()).isEqualTo(ready);
        }
        assertThat(told).containsExactly(ServiceState.values());
    }
}
