package io.binrelay.cli.status;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel's status as one JSON object. Names are part of the contract: {@code channel}, {@code capture} (null when
 * none was ever seen), {@code appliers}, {@code standbys}; the fields of each are written by {@link #service}.
 */
public final class StatusReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final ChannelStatus channel;

    /** @param name of the channel */
    public StatusReport(String name, ChannelStatus channel) {
        this.name = requireNonNull(name, "name is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /** The object, over several lines. */
    public String json() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("channel", name);
        root.set("capture", channel.capture().<JsonNode>map(this::capture).orElse(MAPPER.nullNode()));
        ArrayNode appliers = root.putArray("appliers");
        channel.appliers().forEach(report -> appliers.add(applier(report)));
        ArrayNode standbys = root.putArray("standbys");
        channel.standbys().forEach(report -> standbys.add(withActivity(report)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A status cannot be written as JSON", e);
        }
    }

    /** Any row of names and values as one object, in their order. */
    public static String object(Map<String, @Nullable String> row) {
        ObjectNode node = MAPPER.createObjectNode();
        row.forEach(node::put);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row cannot be written as JSON", e);
        }
    }

    /** {@code activity} and {@code activity_seconds}, see {@link Activity}. */
    private ObjectNode withActivity(ServiceReport report) {
        Activity activity = Activity.of(report, channel.capture());
        ObjectNode node = service(report);
        node.put("activity", activity.kind().name().toLowerCase(Locale.ROOT));
        put(node, "activity_seconds", activity.millis());
        return node;
    }

    private ObjectNode capture(ServiceReport report) {
        ObjectNode node = withActivity(report);
        put(node, "lag_seconds", channel.captureLagMillis().orElse(null));
        return node;
    }

    private ObjectNode applier(ServiceReport report) {
        ObjectNode node = withActivity(report);
        node.put("replica", report.status().service().name());
        channel.lagOf(report).ifPresent(lag -> {
            node.put("lag_transactions", lag.transactions());
            put(node, "lag_seconds", lag.millis().isPresent() ? lag.millis().getAsLong() : null);
        });
        return node;
    }

    /**
     * What every service has: who and where ({@code host}, {@code pid}, {@code server}), {@code running},
     * {@code state}, {@code silent_seconds}, what it has done ({@code position}, {@code gtid}, {@code sequence},
     * {@code offset}, {@code commit_time}), {@code transactions_per_second}, {@code last_error} and {@code details}.
     */
    public static ObjectNode service(ServiceReport report) {
        ServiceStatus status = report.status();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("service", status.service().serviceKey());
        node.put("running", report.running());
        node.put("state", status.state().name().toLowerCase(Locale.ROOT));
        put(node, "silent_seconds", report.ageMillis());
        node.put("host", status.service().host());
        node.put("pid", status.service().pid());
        node.put("version", status.service().version());
        node.put("server", status.server());
        addProgress(node, status.progress());
        node.put("transactions_per_second", status.transactionsPerSecond());
        node.set("last_error", error(status.lastError()));
        ObjectNode details = node.putObject("details");
        status.details().forEach(details::put);
        return node;
    }

    private static void addProgress(ObjectNode node, Progress progress) {
        node.put(
                "position",
                progress.position() == null ? null : progress.position().toString());
        node.put("gtid", progress.gtid());
        node.put("sequence", progress.sequence());
        node.put("offset", progress.offset());
        node.put("commit_time", progress.commitMicros() == 0 ? null : time(progress.commitMicros() / 1000));
        node.put("transactions", progress.transactions());
    }

    /**
     * An error: {@code code}, {@code errno} (of the database server, 0 when it said none), {@code message},
     * {@code time} of the first attempt that met it and {@code times} it was met since; JSON's null when there is none.
     */
    public static JsonNode error(@Nullable Failure failure) {
        if (failure == null) {
            return MAPPER.nullNode();
        }
        return MAPPER.createObjectNode()
                .put("code", failure.code().name())
                .put("errno", failure.errno())
                .put("message", failure.message())
                .put("time", time(failure.atMillis()))
                .put("times", failure.times());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void put(ObjectNode node, String field, @Nullable Long millis) {
        if (millis == null) {
            node.putNull(field);
            return;
        }
        node.put(field, millis / 1000.0);
    }
}
