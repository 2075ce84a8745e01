package io.binrelay.testsupport.servers;

import java.util.List;
import java.util.Map;

/**
 * How a broker is to run; made by {@link KafkaBrokerBuilder}, which explains the values.
 *
 * @param port of the broker listener
 * @param controllerPort of the controller listener, on 127.0.0.1 as well
 * @param jvmOptions of the child JVM
 * @param properties broker properties that win over the defaults
 */
record KafkaBrokerSettings(int port, int controllerPort, List<String> jvmOptions, Map<String, String> properties) {
    KafkaBrokerSettings {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }
}
