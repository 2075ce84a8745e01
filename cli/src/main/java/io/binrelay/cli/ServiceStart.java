package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.Operation;
import io.binrelay.cli.fleet.ClosingStack;
import io.binrelay.cli.http.ServedService;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.HeldStatus;
import io.binrelay.relay.control.OperatedService;
import io.binrelay.relay.control.OperatedSettings;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.OrderFollower;
import io.binrelay.relay.control.OrderLog;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogRegister;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.HaltAtStage;
import io.binrelay.relay.service.Service;
import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.time.Duration;
import java.util.Map;
import org.slf4j.MDC;

/**
 * Runs a service of a channel in the foreground, with its status announced, until it fails or the process is asked to
 * end.
 */
final class ServiceStart {
    /** After a signal; docker stop sends SIGKILL after 10 s. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(9);

    private final String name;
    private final KeyCatalogue keys;
    private final ConfigSources sources;
    private final Configuration configuration;

    /**
     * Reads the configuration.
     *
     * @param name what it is, for log lines, such as {@code capture} or {@code applier of replica1}
     * @throws BinrelayException (CONFIGURATION) it has problems
     */
    ServiceStart(String name, KeyCatalogue keys, ConfigSources sources) {
        this.name = requireNonNull(name, "name is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.sources = requireNonNull(sources, "sources is null");
        this.configuration = Configuration.load(keys, sources);
    }

    /** What a service is given. */
    record Surroundings(
            StopSignal stop,
            StatusSink sink,
            String version,
            Stages stages,
            Operation operation,
            LogRegister register) {}

    /** What a service is made of. */
    interface Wiring {
        /** What it says before it has begun. */
        ServiceStatus starting(Configuration configuration, String version, long nowMillis);

        /** Its work, connected to nothing yet. */
        Work work(Configuration configuration, Surroundings surroundings);

        /**
         * Forgets the position that the service has outside of Kafka, where it has one.
         *
         * @param reset stamp of the reset
         */
        default void forget(Configuration configuration, long reset) {}
    }

    /**
     * Runs it.
     *
     * @return the exit code
     */
    int run(Wiring wiring) {
        String channel = configuration.get(CommonKeys.CHANNEL);
        KafkaSettings kafka = KafkaSettings.of(configuration);
        Stages stages = HaltAtStage.ofSystemProperty();
        String version = Version.number();
        ServiceStatus first = wiring.starting(configuration, version, System.currentTimeMillis());
        String key = first.service().serviceKey();
        Integer replication =
                configuration.find(CommonKeys.TOPIC_REPLICATION_FACTOR).orElse(null);
        MDC.put("channel", channel);
        return new ServiceRuntime(name + " of channel " + channel, SHUTDOWN_LIMIT).run(stop -> {
            ClosingStack open = new ClosingStack();
            try {
                OrderLog given = open.push(new OrderLog(kafka, channel, replication));
                OrderFollower orders = open.push(new OrderFollower(kafka, channel, key, replication));
                ServiceApi api = new ServiceApi(
                        new ServedService(
                                first.service(),
                                configuration,
                                sources,
                                () -> orders.current().map(Orders::settings).orElse(Map.of())),
                        keys,
                        () -> given.of(key),
                        order -> given.give(
                                key, order, "http, " + first.service().instanceKey()));
                ServiceOutlets outlets = open.push(new ServiceOutlets(configuration, api));
                SelfOrders own = new SelfOrders(
                        order -> given.give(key, order, first.service().instanceKey()),
                        () -> orders.current().orElse(Orders.NONE));
                LogRegister register = new OrderedLogRegister(
                        order -> given.give(key, order, first.service().instanceKey()),
                        () -> orders.current().orElse(Orders.NONE));
                HeldStatus status = new HeldStatus(outlets, first);
                status.publish(first);
                OperatedService service = new OperatedService(
                        orders,
                        (begun, sink) -> wiring.work(
                                configured(begun.settings()),
                                new Surroundings(
                                        stop,
                                        sink,
                                        version,
                                        stages,
                                        new Operation(
                                                () -> orders.current().orElse(Orders.NONE),
                                                own,
                                                begun.resets().last()),
                                        register)),
                        reset -> {
                            wiring.forget(configured(reset.settings()), reset.stamp());
                            given.give(
                                    key,
                                    new Order.ResetDone(reset.offset()),
                                    first.service().instanceKey());
                        },
                        OperatedSettings.of(configuration),
                        status,
                        stop,
                        System::nanoTime);
                api.measure(service::measurements);
                return new Announced(service, api, open);
            } catch (RuntimeException e) {
                open.close();
                throw e;
            }
        });
    }

    private Configuration configured(Map<String, String> changed) {
        return Configuration.load(keys, sources.withOrdered(changed));
    }

    /** A service, and what it needs, which is closed last: the end is announced as well. */
    private record Announced(Service service, ServiceApi api, ClosingStack needed) implements Service {
        @Override
        public void runOnce() {
            service.runOnce();
            api.roundFinished();
        }

        @Override
        public void hurry() {
            service.hurry();
        }

        @Override
        public Map<String, Double> measurements() {
            return service.measurements();
        }

        @Override
        public void close() {
            try {
                service.close();
            } finally {
                needed.close();
            }
        }
    }
}
