package io.binrelay.cli.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One replica of a channel as SHOW REPLICA STATUS shows it, for people and for programs. */
public final class ReplicaReport {
    private final Map<String, @Nullable String> fields;
    private final UnaryOperator<String> names;

    /**
     * Of one replica.
     *
     * @param channelName of the channel
     * @param replica its name
     * @param legacyNames whether columns have the names before MySQL 8.0.22
     * @throws BinrelayException (USAGE) there was never an applier of such a replica
     */
    public ReplicaReport(String channelName, ChannelStatus channel, String replica, boolean legacyNames) {
        this.fields = new ReplicaStatus(channelName, channel, applier(requireNonNull(channelName), channel, replica))
                .fields();
        this.names = legacyNames ? VerticalText::legacyName : UnaryOperator.identity();
    }

    /** One object: values by column, in their order. */
    public String json() {
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        fields.forEach((column, value) -> named.put(names.apply(column), value));
        return StatusReport.object(named);
    }

    /** A line for each column, as {@code \G} prints them. */
    public List<String> lines() {
        return new VerticalText(names).lines(1, fields);
    }

    private static ServiceReport applier(String channelName, ChannelStatus channel, String replica) {
        return channel.applier(replica)
                .orElseThrow(() -> new BinrelayException(
                        ErrorCode.USAGE,
                        "No applier of replica '" + replica + "' of channel " + channelName
                                + " has ever announced itself. There is: "
                                + channel.appliers().stream()
                                        .map(report -> report.status().service().name())
                                        .collect(Collectors.joining(", "))));
    }
}
