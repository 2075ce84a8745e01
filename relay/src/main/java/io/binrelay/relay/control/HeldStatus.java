package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes a service's status on, and speaks for it while it is held: work that was stopped says that it has ended, but
 * its process has not. Thread-safe.
 */
public final class HeldStatus implements StatusSink {
    /** Detail: offset of the last order that the service has heeded; absent before the first. */
    public static final String HEEDED = "orders.heeded";

    /** Detail: who has ordered a reset that is not carried out yet, and why it is not; absent while there is none. */
    public static final String RESET_PENDING = "reset.pending";

    /** Detail: why orders cannot be heard; absent while they can. */
    public static final String DEAF = "orders.trouble";

    private final StatusSink next;
    private final ServiceStatus starting;
    private ServiceStatus last;
    private boolean held;
    private boolean standby;
    private boolean unlisted;
    private long heeded = -1;
    private @Nullable String deaf;

    /**
     * Publishes nothing yet.
     *
     * @param next is told
     * @param starting what there is to say before the work has said anything
     */
    public HeldStatus(StatusSink next, ServiceStatus starting) {
        this.next = requireNonNull(next, "next is null");
        this.starting = requireNonNull(starting, "starting is null");
        this.last = starting;
    }

    @Override
    public synchronized void publish(ServiceStatus status) {
        if (held) {
            last = status.withState(heldState(), System.currentTimeMillis());
        } else {
            last = status;
        }
        ServiceStatus told = heeded < 0 ? last : last.withDetail(HEEDED, Long.toString(heeded));
        next.publish(deaf == null ? told : told.withDetail(DEAF, deaf));
    }

    /** Whether orders can be heard; tells it when that has changed. */
    synchronized void hears(Optional<BinrelayException> trouble) {
        String why = trouble.map(Throwable::getMessage).orElse(null);
        if (!Objects.equals(why, deaf)) {
            deaf = why;
            publish(last);
        }
    }

    private ServiceState heldState() {
        if (unlisted) {
            return ServiceState.FORGOTTEN;
        }
        // A standby that is held still does not speak for the service.
        return standby ? ServiceState.STANDBY : ServiceState.HELD;
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
        standby = last.state() == ServiceState.STANDBY || (standby && last.state() == ServiceState.FORGOTTEN);
        held = true;
    }

    /** The work speaks for itself again. */
    synchronized void release() {
        held = false;
        unlisted = false;
    }

    /** Whether the service is to be listed while it is held. */
    synchronized void list(boolean listed) {
        unlisted = !listed;
    }

    /** What the service was to forget it has not, because of this. */
    synchronized void resetFailed(Resets.Pending reset, BinrelayException failure) {
        Failure now = Failure.of(failure, System.currentTimeMillis());
        Failure known = last.details().containsKey(RESET_PENDING) ? last.lastError() : null;
        publish(last.withError(known != null && known.isLike(now) ? known.again(1) : now)
                .withDetail(RESET_PENDING, "ordered by " + reset.by() + "; " + now.message()));
    }

    /** The service has forgotten what it was to forget: it is as if it had never worked. */
    synchronized void reset() {
        publish(starting);
    }

    /** The service cannot begin its work, because of this. */
    synchronized void failed(BinrelayException failure) {
        long now = System.currentTimeMillis();
        held = false;
        publish(last.withError(Failure.of(failure, now)).withState(ServiceState.FAILED, now));
    }
}
