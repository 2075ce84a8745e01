package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.OwnOrders;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.OrderLog;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.ServiceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the orders that an applier gives to itself where the operators' orders are. Used by one thread. */
final class SelfOrders implements OwnOrders, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfOrders.class);

    private final OrderLog log;
    private final ServiceId service;
    private String lastReason = "";

    /** @param log closed with it */
    SelfOrders(OrderLog log, ServiceId service) {
        this.log = requireNonNull(log, "log is null");
        this.service = requireNonNull(service, "service is null");
    }

    /** Once for each reason, when it works. When it does not, the applier asks again. */
    @Override
    public void stop(String reason) {
        if (reason.equals(lastReason)) {
            return;
        }
        try {
            give(new Order.Stop(reason));
            lastReason = reason;
        } catch (BinrelayException e) {
            LOG.warn("Having {}, nothing more is applied, but that cannot be recorded yet: {}", reason, e.getMessage());
        }
    }

    @Override
    public void begin() {
        give(new Order.Begin());
    }

    private void give(Order order) {
        log.give(service.serviceKey(), order, service.instanceKey());
    }

    @Override
    public void close() {
        log.close();
    }
}
