package io.binrelay.capture.source;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** What the engine runs: one {@link BinlogTask}. Public only because the engine makes it by name. */
public final class BinlogConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> givenProperties) {
        properties = Map.copyOf(givenProperties);
    }

    @Override
    public void stop() {}

    @Override
    public Class<? extends Task> taskClass() {
        return BinlogTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(
                        StreamTickets.PROPERTY,
                        ConfigDef.Type.STRING,
                        ConfigDef.Importance.HIGH,
                        "names the stream that the task is to run");
    }
}
