package io.binrelay.benchmarks;

import io.binrelay.capture.CaptureWiring;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.service.Stages;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** binrelay's capture, with the settings of production, from the first record it produces to its last commit. */
final class CaptureContender implements Contender {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Backlog backlog;
    private final String bootstrap;

    CaptureContender(Backlog backlog, String bootstrap) {
        this.backlog = backlog;
        this.bootstrap = bootstrap;
    }

    /** @param order the channel, which is new; then where it begins, the backlog's begin if left out */
    @Override
    public Measurement pass(List<String> order) {
        String start = order.size() > 1 ? order.get(1) : backlog.begin().toString();
        Map<String, String> keys =
                new HashMap<>(BinrelaySettings.capture(bootstrap, order.get(0), start, backlog.host(), backlog.port())
                        .keys());
        Lap lap = new Lap();
        FirstRecord.begins(lap);
        keys.put("producer.interceptor.classes", FirstRecord.class.getName());
        Configuration configuration = Configuration.load(Catalogues.CAPTURE, ConfigSources.ofSettings(keys));
        ServiceRuntime runtime = new ServiceRuntime("capture", END_LIMIT);
        ServiceWatch watch = new ServiceWatch(backlog.end(), runtime, lap, 0);
        runtime.run(stop -> CaptureWiring.service(configuration, stop, watch, "benchmark", Stages.UNWATCHED));
        return watch.result(backlog);
    }
}
