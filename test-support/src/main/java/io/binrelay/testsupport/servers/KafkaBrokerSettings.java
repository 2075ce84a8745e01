package io.binrelay.testsupport.servers;

import java.util.List;
import java.util.Map;

/**
 * How a broker is to run; made by {@link KafkaBrokerBuilder}, which explains the values.
 *
 * @param port of the broker listener
 * @param membership which node of which cluster it is
 * @param jvmOptions of the child JVM
 * @param properties broker properties that win over the defaults
 */
record KafkaBrokerSettings(
        int port, KafkaMembership membership, List<String> jvmOptions, Map<String, String> properties) {
    KafkaBrokerSettings {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }
}
