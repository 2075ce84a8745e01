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

    /** After this time a process that heard an order would announce itself again. */
    private static final Duration UNLISTED = Duration.ofSeconds(5);

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

    /**
     * Requires that there was once such a service; one that was reset with --all is not listed any more.
     *
     * @throws BinrelayException (USAGE) there was never such a service
     */
    public void requireKnown(String name) {
        if (!ordersTo(name).resets().unlisted()) {
            ServiceReport unused = find(name);
        }
    }

    /** How a service is doing; empty when it is not listed. */
    public Optional<ServiceReport> lookFor(String name) {
        return find(look(), name);
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
     * @throws BinrelayException (TIMEOUT) it takes longer, or the service is not listed
     */
    public ServiceReport await(String name, long offset, Predicate<ServiceReport> wanted, Duration timeout) {
        long unlisted = System.nanoTime() + UNLISTED.toNanos();
        Optional<ServiceReport> report = awaitUnlessGone(name, offset, wanted, timeout);
        while (report.isEmpty() && System.nanoTime() - unlisted < 0) {
            pause(name);
            report = awaitUnlessGone(name, offset, wanted, timeout);
        }
        return report.orElseThrow(() -> new BinrelayException(
                ErrorCode.TIMEOUT,
                "The order to " + name + " is recorded, but no process of it announces itself: it counts when one is"
                        + " started."));
    }

    /**
     * The same of a service that may not be listed any more.
     *
     * @return empty when it is not
     * @throws BinrelayException (TIMEOUT) it takes longer
     */
    public Optional<ServiceReport> awaitUnlessGone(
            String name, long offset, Predicate<ServiceReport> wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            ServiceReport report = lookFor(name).orElse(null);
            if (report == null || !report.responding() || (heeded(report) >= offset && wanted.test(report))) {
                return Optional.ofNullable(report);
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new BinrelayException(
                        ErrorCode.TIMEOUT,
                        "The order to " + name + " is recorded, but it is " + StateText.of(report)
                                + " still. See 'binrelay status'.");
            }
            pause(name);
        }
    }

    private static void pause(String name) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BinrelayException(ErrorCode.TIMEOUT, "Interrupted while waiting for " + name, false, e);
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

    /**
     * The service that an operator names.
     *
     * @param name {@value #CAPTURE} or a replica's
     */
    public static String keyOf(String name) {
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
