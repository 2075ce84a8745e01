package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a service until it has come to the end of a stretch of the source's log, and ends it there. The lap is begun
 * by whoever knows better when the stretch begins. Thread-safe.
 */
final class ServiceWatch implements StatusSink {
    private final FilePosition end;
    private final ServiceRuntime runtime;
    private final Lap lap;
    private final long serverPid;
    private double serverCpuAtBegin;
    private double serverCpu;
    private @Nullable String failure;

    /**
     * @param lap ended here
     * @param serverPid process of the database server whose CPU counts; 0 for none
     */
    ServiceWatch(FilePosition end, ServiceRuntime runtime, Lap lap, long serverPid) {
        this.end = requireNonNull(end, "end is null");
        this.runtime = requireNonNull(runtime, "runtime is null");
        this.lap = requireNonNull(lap, "lap is null");
        this.serverPid = serverPid;
    }

    /** The stretch begins now. */
    synchronized void begin() {
        if (lap.begin()) {
            serverCpuAtBegin = serverCpu();
        }
    }

    @Override
    public synchronized void publish(ServiceStatus status) {
        if (status.state() == ServiceState.FAILED || status.state() == ServiceState.RETRYING) {
            failure = status.state() + ": " + status.lastError();
            runtime.stop();
        }
        @Nullable FilePosition position = status.progress().position();
        if (position == null || lap.hasEnded()) {
            return;
        }
        if (position.compareTo(end) >= 0) {
            lap.end();
            serverCpu = serverCpu() - serverCpuAtBegin;
            runtime.stop();
        }
    }

    private double serverCpu() {
        if (serverPid == 0) {
            return 0;
        }
        try {
            return ProcessCpu.seconds(serverPid);
        } catch (IOException e) {
            throw new UncheckedIOException("the CPU time of process " + serverPid + " cannot be read", e);
        }
    }

    /**
     * What was measured, once the service has ended.
     *
     * @throws BenchmarkException it did not get to the end, or met an error on its way
     */
    synchronized Measurement result(Backlog backlog) {
        if (failure != null || !lap.hasEnded()) {
            throw new BenchmarkException("the service did not get to " + end + " in one run: "
                    + (failure == null ? "its log says why" : failure));
        }
        return new Measurement(backlog.transactions(), backlog.rows(), lap.seconds(), lap.cpuSeconds(), serverCpu);
    }
}
