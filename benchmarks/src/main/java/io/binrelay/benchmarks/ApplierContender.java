package io.binrelay.benchmarks;

import io.binrelay.applier.ApplierWiring;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.service.Stages;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * binrelay's applier, with the settings of production, on an empty replica. It applies what is before the backlog
 * first; the time begins when that has become visible on the replica.
 */
final class ApplierContender implements Contender {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 2_000_000;

    private final Backlog backlog;
    private final String bootstrap;

    ApplierContender(Backlog backlog, String bootstrap) {
        this.backlog = backlog;
        this.bootstrap = bootstrap;
    }

    /** @param order channel, name of the replica, its host, its port, its process id */
    @Override
    public Measurement pass(List<String> order) {
        String host = order.get(2);
        int port = Integer.parseInt(order.get(3));
        BinrelaySettings settings = BinrelaySettings.applier(bootstrap, order.get(0), order.get(1), host, port);
        Configuration configuration = Configuration.load(Catalogues.APPLIER, ConfigSources.ofSettings(settings.keys()));
        ServiceRuntime runtime = new ServiceRuntime("applier", END_LIMIT);
        ServiceWatch watch = new ServiceWatch(backlog.end(), runtime, new Lap(), Long.parseLong(order.get(4)));
        ExecutorService poller = Executors.newSingleThreadExecutor();
        try {
            poller.execute(() -> awaitPrepared(host, port, watch));
            runtime.run(stop -> ApplierWiring.service(configuration, stop, watch, "benchmark", Stages.UNWATCHED));
        } finally {
            poller.shutdownNow();
        }
        return watch.result(backlog);
    }

    private static void awaitPrepared(String host, int port, ServiceWatch watch) {
        String url = "jdbc:mysql://" + host + ":" + port + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        try (Connection connection =
                        DriverManager.getConnection(url, BenchmarkServers.USER, BenchmarkServers.PASSWORD);
                Statement statement = connection.createStatement()) {
            while (!isThere(statement) && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            watch.begin();
        } catch (SQLException e) {
            // Without a begin the pass has no result; what is printed here says why.
            throw new BenchmarkException("the replica cannot be asked where the applier is", e);
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try {
            statement.execute("SELECT 1 FROM " + BenchmarkServers.PREPARED + " LIMIT 0");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == 1146 || e.getErrorCode() == 1049) { // no such table, no such database
                return false;
            }
            throw e;
        }
    }
}
