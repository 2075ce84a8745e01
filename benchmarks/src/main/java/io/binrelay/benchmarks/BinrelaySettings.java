package io.binrelay.benchmarks;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration of a service under measurement: what it must be told, all else by default, as in production. */
record BinrelaySettings(Map<String, String> keys) {
    private static final String CAPTURE_SERVER_ID = "7003";

    BinrelaySettings {
        keys = Map.copyOf(keys);
    }

    /** @param start see key capture.start */
    static BinrelaySettings capture(String bootstrap, String channel, String start, DatabaseServer source) {
        return capture(bootstrap, channel, start, source.host(), source.port());
    }

    /** @param start see key capture.start */
    static BinrelaySettings capture(String bootstrap, String channel, String start, String host, int port) {
        Map<String, String> keys = common(bootstrap, channel);
        keys.put("capture.start", start);
        keys.put("source.host", host);
        keys.put("source.port", Integer.toString(port));
        keys.put("source.user", BenchmarkServers.USER);
        keys.put("source.password", BenchmarkServers.PASSWORD);
        keys.put("source.server.id", CAPTURE_SERVER_ID);
        return new BinrelaySettings(keys);
    }

    static BinrelaySettings applier(String bootstrap, String channel, DatabaseServer replica) {
        return applier(bootstrap, channel, replica.name(), replica.host(), replica.port());
    }

    static BinrelaySettings applier(String bootstrap, String channel, String name, String host, int port) {
        Map<String, String> keys = common(bootstrap, channel);
        keys.put("replica.name", name);
        keys.put("replica.host", host);
        keys.put("replica.port", Integer.toString(port));
        keys.put("replica.user", BenchmarkServers.USER);
        keys.put("replica.password", BenchmarkServers.PASSWORD);
        return new BinrelaySettings(keys);
    }

    private static Map<String, String> common(String bootstrap, String channel) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("channel", channel);
        keys.put("kafka.bootstrap.servers", bootstrap);
        return keys;
    }

    /** {@code key=value}, for the command line of a worker on this machine. */
    List<String> toArguments() {
        return keys.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
