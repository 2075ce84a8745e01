package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the last status of this process's service. Thread-safe. */
public final class OwnStatus implements StatusSink {
    private volatile @Nullable ServiceStatus latest;

    @Override
    public void publish(ServiceStatus status) {
        latest = requireNonNull(status, "status is null");
    }

    /** The last one; empty before the first. */
    public Optional<ServiceStatus> latest() {
        return Optional.ofNullable(latest);
    }
}
