package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an applier that stands by stands by for the right one: two appliers of one name have to have one replica, or
 * the second one's replica would never get anything. Not thread-safe.
 */
final class NameCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameCheck.class);

    /** Between two looks. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Owner owner;
    private final Supplier<String> ownServer;
    private Instant next = Instant.MIN;

    /** What the one at work says, when it was found to work on another server. */
    private @Nullable ServiceStatus suspect;

    private @Nullable String trouble;

    /** Knows what was announced under this applier's name. */
    interface Owner extends AutoCloseable {
        /** Nobody but this applier has its name. */
        Owner NOBODY = new Owner() {
            @Override
            public Optional<ServiceReport> announced() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };

        /**
         * The last announcement; empty when there is none.
         *
         * @throws BinrelayException (KAFKA) it cannot be heard
         */
        Optional<ServiceReport> announced();

        @Override
        void close();
    }

    /** @param ownServer asks this applier's own replica which server it is; may throw {@link BinrelayException} */
    NameCheck(Owner owner, Supplier<String> ownServer) {
        this.owner = requireNonNull(owner, "owner is null");
        this.ownServer = requireNonNull(ownServer, "ownServer is null");
    }

    /**
     * Looks, unless it has just done so. One that was found to differ is looked at once more: a server may have changed
     * its identity a moment ago, and be told of in a moment.
     *
     * @param own what this applier says of itself
     * @throws NameTakenException the applier at work works on another server
     */
    void look(ServiceStatus own, Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        try {
            ServiceStatus other = otherServer(own);
            if (other != null && suspect != null && identity(suspect).equals(identity(other))) {
                throw taken(own, other);
            }
            suspect = other;
            trouble = null;
        } catch (NameTakenException e) {
            throw e;
        } catch (BinrelayException e) {
            // It will be told again when this one has to take over, or passes by then.
            if (!String.valueOf(e.getMessage()).equals(trouble)) {
                trouble = e.getMessage();
                LOG.warn("Standing by, without knowing whether for the same replica: {}", trouble);
            }
        }
    }

    private @Nullable ServiceStatus otherServer(ServiceStatus own) {
        ServiceStatus other = owner.announced()
                .filter(ServiceReport::responding)
                .map(ServiceReport::status)
                .filter(status -> status.state().atWork())
                .filter(status ->
                        !status.service().instanceKey().equals(own.service().instanceKey()))
                .filter(status -> !identity(status).isEmpty())
                .orElse(null);
        return other == null || identity(other).equals(ownServer.get()) ? null : other;
    }

    private NameTakenException taken(ServiceStatus own, ServiceStatus other) {
        return new NameTakenException("The name " + own.service().name() + " is taken in channel "
                + own.service().channel() + ": the applier that works under it, process "
                + other.service().pid() + " on " + other.service().host() + ", applies to " + other.server() + " ("
                + identity(other) + "), and this one is configured for " + own.server() + " (" + ownServer.get()
                + "), which would get nothing. Give each replica a name of its own (replica.name); or, if this applier"
                + " is to stand by for that one, correct replica.host and replica.port");
    }

    private static String identity(ServiceStatus status) {
        return status.details().getOrDefault(ApplierReport.IDENTITY, "");
    }

    @Override
    public void close() {
        owner.close();
    }
}
