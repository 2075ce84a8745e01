package io.binrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A capture as configured, run by a thread until it fails or is closed, and what it says of itself. */
final class RunningCapture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StopSignal stop = new StopSignal();
    private final AtomicReference<@Nullable ServiceStatus> last = new AtomicReference<>();
    private final Work work;
    private final Thread thread;

    RunningCapture(Map<String, String> settings) {
        Configuration configuration = Configuration.load(Catalogues.CAPTURE, ConfigSources.ofSettings(settings));
        work = CaptureWiring.service(configuration, stop, last::set, "test", Stages.UNWATCHED);
        thread = new Thread(this::run, "capture-under-test");
        thread.start();
    }

    private void run() {
        try {
            while (!stop.isRequested()) {
                work.runOnce();
            }
        } catch (BinrelayException e) {
            // The status holds it, which is what the tests look at.
            assertThat(e.getMessage()).isEqualTo(error());
        } finally {
            work.close();
        }
    }

    ServiceState state() {
        ServiceStatus status = last.get();
        return status == null ? ServiceState.STARTING : status.state();
    }

    /** The whole message of the last error; empty when there was none. */
    String error() {
        ServiceStatus status = last.get();
        Failure failure = status == null ? null : status.lastError();
        return failure == null ? "" : failure.message();
    }

    /** Of the last transaction written. */
    String gtid() {
        ServiceStatus status = last.get();
        return status == null ? "" : String.valueOf(status.progress().gtid());
    }

    /** Waits until the log is written up to a place, {@code FILE:POS}. */
    void awaitPosition(String position) {
        Awaitility.await("the log reaches " + position)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    ServiceStatus status = last.get();
                    return status != null
                            && position.equals(String.valueOf(status.progress().position()));
                });
    }

    /** Waits until it says so. */
    void awaitState(ServiceState state) {
        Awaitility.await("capture is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state() == state);
    }

    @Override
    public void close() {
        stop.request();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
