package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;

/**
 * Passes a service's status on, and speaks for it while it is held: work that was stopped says that it has ended, but
 * its process has not. Thread-safe.
 */
public final class HeldStatus implements StatusSink {
    /** Detail: offset of the last order that the service has heeded; absent before the first. */
    public static final String HEEDED = "orders.heeded";

    private final StatusSink next;
    private ServiceStatus last;
    private boolean held;
    private boolean standby;
    private long heeded = -1;

    /**
     * Publishes nothing yet.
     *
     * @param next is told
     * @param starting what there is to say before the work has said anything
     */
    public HeldStatus(StatusSink next, ServiceStatus starting) {
        this.next = requireNonNull(next, "next is null");
        this.last = requireNonNull(starting, "starting is null");
    }

    @Override
    public synchronized void publish(ServiceStatus status) {
        if (held) {
            // A standby that is held still does not speak for the service.
            ServiceState state = standby ? ServiceState.STANDBY : ServiceState.HELD;
            last = status.withState(state, System.currentTimeMillis());
        } else {
            last = status;
        }
        next.publish(heeded < 0 ? last : last.withDetail(HEEDED, Long.toString(heeded)));
    }

    /** What is published from now on is said by a service that has heard of this order. */
    synchronized void heed(long offset) {
        heeded = offset;
    }

    /** Says again what was said last. */
    synchronized void repeat() {
        publish(last);
    }

    /** The service is held from now on, whatever its work says. */
    synchronized void hold() {
        standby = last.state() == ServiceState.STANDBY;
        held = true;
    }

    /** The work speaks for itself again. */
    synchronized void release() {
        held = false;
    }

    /** The service cannot begin its work, because of this. */
    synchronized void failed(BinrelayException failure) {
        long now = System.currentTimeMillis();
        held = false;
        publish(last.withError(Failure.of(failure, now)).withState(ServiceState.FAILED, now));
    }
}
