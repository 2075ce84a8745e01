package io.binrelay.cli.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.control.GivenOrder;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.OrderLog;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.StatusReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One who gives orders to the services of a channel, and sees what becomes of them. Used by one thread. */
public final class Operator implements AutoCloseable {
    /** How an operator names capture. */
    public static final String CAPTURE = "capture";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String channel;
    private final KafkaSettings kafka;
    private final StatusReader status;
    private final OrderLog orders;

    /**
     * Connects.
     *
     * @throws BinrelayException (KAFKA) unreachable, or the channel has no services
     */
    public Operator(Configuration configuration) {
        this.channel = configuration.get(CommonKeys.CHANNEL);
        this.kafka = KafkaSettings.of(configuration);
        this.status = new StatusReader(kafka, channel);
        this.orders = new OrderLog(kafka, channel, null);
    }

    public String channel() {
        return channel;
    }

    public KafkaSettings kafka() {
        return kafka;
    }

    /** How all services are doing. */
    public ChannelStatus look() {
        return status.readChannel();
    }

    /** The names that an operator may use: {@value #CAPTURE}, and those of all replicas. */
    public List<String> names() {
        ChannelStatus now = look();
        return Stream.concat(
                        now.capture().stream().map(report -> CAPTURE),
                        now.appliers().stream()
                                .map(report -> report.status().service().name()))
                .toList();
    }

    /**
     * How a service is doing.
     *
     * @param name {@value #CAPTURE} or a replica's
     * @throws BinrelayException (USAGE) there was never such a service
     */
    public ServiceReport find(String name) {
        return find(look(), name)
                .orElseThrow(() -> new BinrelayException(
                        ErrorCode.USAGE,
                        "No service '" + name + "' of channel " + channel + " has ever announced itself. There is: "
                                + String.join(", ", names())));
    }

    /** What all orders to a service come to. */
    public Orders ordersTo(String name) {
        return orders.of(keyOf(name));
    }

    /** All orders to all services, in order. */
    public List<GivenOrder> allOrders() {
        return orders.all();
    }

    /**
     * Gives an order; it counts from now on, whatever happens to the service.
     *
     * @return its offset
     */
    public long give(String name, Order order) {
        return orders.give(keyOf(name), order, whoAmI());
    }

    /**
     * Waits until a service that lives has heeded an order and is as wanted.
     *
     * @param offset of the order
     * @return what it says then; its last words when it does not live
     * @throws BinrelayException (TIMEOUT) it takes longer
     */
    public ServiceReport await(String name, long offset, Predicate<ServiceReport> wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            ServiceReport report = find(name);
            if (!report.responding() || (heeded(report) >= offset && wanted.test(report))) {
                return report;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new BinrelayException(
                        ErrorCode.TIMEOUT,
                        "The order to " + name + " is recorded, but it is " + StateText.of(report)
                                + " still. See 'binrelay status'.");
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BinrelayException(ErrorCode.TIMEOUT, "Interrupted while waiting for " + name, false, e);
            }
        }
    }

    @Override
    public void close() {
        orders.close();
        status.close();
    }

    private static long heeded(ServiceReport report) {
        String offset = report.status().details().get(io.binrelay.relay.control.HeldStatus.HEEDED);
        return offset == null ? -1 : Long.parseLong(offset);
    }

    private static Optional<ServiceReport> find(ChannelStatus channel, String name) {
        return name.equals(CAPTURE) ? channel.capture() : channel.applier(name);
    }

    private static String keyOf(String name) {
        return requireNonNull(name, "name is null").equals(CAPTURE)
                ? ServiceId.CAPTURE_KEY
                : ServiceId.applierKey(name);
    }

    private static String whoAmI() {
        String user = System.getProperty("user.name", "unknown");
        try {
            return user + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The machine does not know its own name: the user's must do.
            return user;
        }
    }
}
