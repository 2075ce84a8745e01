package io.binrelay.benchmarks;

import io.binrelay.applier.ApplierWiring;
import io.binrelay.capture.CaptureWiring;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.status.StatusSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service that just runs, as in production, until standard input ends. */
final class ServiceContender {
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private ServiceContender() {}

    /**
     * Runs it in this thread.
     *
     * @param settings {@code key=value} each
     * @return the service's exit code
     */
    static int run(String name, List<String> settings, BufferedReader input) {
        ServiceRuntime runtime = new ServiceRuntime(name, END_LIMIT);
        Thread watcher = new Thread(() -> stopAtEnd(input, runtime), "end-of-input");
        watcher.setDaemon(true);
        watcher.start();
        ConfigSources sources = new ConfigSources(settings, Map.of(), null);
        if (name.equals(Worker.CAPTURE_SERVICE)) {
            Configuration configuration = Configuration.load(Catalogues.CAPTURE, sources);
            return runtime.run(stop ->
                    CaptureWiring.service(configuration, stop, StatusSink.UNWATCHED, "benchmark", Stages.UNWATCHED));
        }
        Configuration configuration = Configuration.load(Catalogues.APPLIER, sources);
        return runtime.run(stop ->
                ApplierWiring.service(configuration, stop, StatusSink.UNWATCHED, "benchmark", Stages.UNWATCHED));
    }

    private static void stopAtEnd(BufferedReader input, ServiceRuntime runtime) {
        try {
            while (input.readLine() != null) {
                // Nothing is asked of a service but to go on.
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input failed", e);
        } finally {
            runtime.stop();
        }
    }
}
