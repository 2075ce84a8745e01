package io.binrelay.capture;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.service.HaltAtStage;
import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.status.StatusSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A capture as a process of its own, so that it can be killed: arguments are {@code key=value}. */
final class CaptureProcess {
    private CaptureProcess() {}

    public static void main(String[] arguments) {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Configuration configuration = Configuration.load(Catalogues.CAPTURE, ConfigSources.ofSettings(settings));
        int exitCode = new ServiceRuntime("capture", Duration.ofSeconds(10))
                .run(stop -> CaptureWiring.service(
                        configuration, stop, StatusSink.UNWATCHED, "test", HaltAtStage.ofSystemProperty()));
        System.exit(exitCode);
    }
}
