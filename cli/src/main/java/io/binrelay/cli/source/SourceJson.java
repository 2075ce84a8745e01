package io.binrelay.cli.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceReaders;
import io.binrelay.cli.source.SourceView.Asked;
import io.binrelay.relay.log.LogExtent;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A source as one JSON object. Names are part of the contract: {@code source}, {@code position}, {@code gtid_set},
 * {@code relay_log} (null when not known), {@code files}, {@code registered}, {@code dump_threads} (null when the
 * source was not asked), {@code replicas} (null when Kafka was not), {@code semi_sync} (null when neither the source
 * nor capture speaks it), {@code notes}.
 */
public final class SourceJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SourceView view;

    public SourceJson(SourceView view) {
        this.view = requireNonNull(view, "view is null");
    }

    /** The object, over several lines. */
    public String text() {
        ObjectNode root = MAPPER.createObjectNode();
        addSource(root.putObject("source"));
        root.put("position", view.position().map(Object::toString).orElse(null));
        root.put("gtid_set", view.gtidSet().orElse(null));
        root.putNull("relay_log");
        view.log().ifPresent(log -> addLog(root.putObject("relay_log"), log));
        root.putNull("files").putNull("registered").putNull("dump_threads").putNull("replicas");
        view.asked().ifPresent(asked -> {
            addFiles(root.putArray("files"), asked.files());
            addReaders(root.putArray("registered"), root.putArray("dump_threads"), asked.readers());
        });
        view.status().ifPresent(status -> addReplicas(root.putArray("replicas"), status));
        root.putNull("semi_sync");
        if (view.asked().flatMap(Asked::semiSync).isPresent()
                || view.acknowledgements().isPresent()) {
            addSemiSync(root.putObject("semi_sync"));
        }
        ArrayNode notes = root.putArray("notes");
        view.notes().forEach(notes::add);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A source cannot be written as JSON", e);
        }
    }

    private void addSource(ObjectNode node) {
        node.put("asked", view.asked().isPresent());
        view.asked().ifPresent(asked -> {
            SourceInspection.Server server = asked.inspection().server();
            node.put("server", asked.address())
                    .put("version", server.version())
                    .put("server_id", server.serverId())
                    .put("server_uuid", server.uuid());
        });
        if (view.asked().isEmpty()) {
            view.capture()
                    .ifPresent(report -> node.put("server", report.status().server())
                            .put("announced_seconds_ago", report.ageMillis() / 1000.0));
        }
    }

    private void addSemiSync(ObjectNode node) {
        node.putNull("source").putNull("capture");
        view.asked().flatMap(Asked::semiSync).ifPresent(source -> {
            ObjectNode counters = node.putObject("source");
            source.counters()
                    .forEach((name, value) -> counters.put("Rpl_semi_sync_" + source.role() + "_" + name, value));
        });
        view.acknowledgements()
                .ifPresent(capture -> node.putObject("capture")
                        .put("state", capture.state())
                        .put("since", capture.since())
                        .put("uncovered", capture.uncovered())
                        .put("uncovered_total", capture.uncoveredInAll())
                        .put("acknowledgements", capture.acknowledgements())
                        .put("commits", capture.commits())
                        .put("acknowledged", capture.acknowledged().isEmpty() ? null : capture.acknowledged())
                        .put("wait_p50_micros", capture.waitMedianMicros())
                        .put("wait_p99_micros", capture.wait99Micros()));
    }

    private static void addLog(ObjectNode node, LogExtent log) {
        node.put("incarnation", log.bounds().incarnation())
                .put("begin_offset", log.bounds().begin())
                .put("end_offset", log.bounds().end())
                .put("from", text(log.first()))
                .put("to", log.end().map(Object::toString).orElse(null))
                .put("sequence", log.tail().nextSequence() - 1);
    }

    private static void addFiles(ArrayNode array, List<HeldFile> files) {
        for (HeldFile file : files) {
            array.addObject()
                    .put("name", file.name())
                    .put("size", file.size())
                    .put("held", file.extent().name().toLowerCase(Locale.ROOT))
                    .put("from", file.from())
                    .put("to", file.to());
        }
    }

    private static void addReaders(ArrayNode registered, ArrayNode dumps, SourceReaders readers) {
        for (SourceReaders.Registered reader : readers.registered()) {
            registered
                    .addObject()
                    .put("server_id", reader.serverId())
                    .put("host", reader.host())
                    .put("port", reader.port());
        }
        for (SourceReaders.Dump dump : readers.dumps()) {
            dumps.addObject()
                    .put("connection", dump.id())
                    .put("user", dump.user())
                    .put("client", dump.client())
                    .put("command", dump.command())
                    .put("seconds", dump.seconds())
                    .put("state", dump.state());
        }
    }

    private static void addReplicas(ArrayNode array, ChannelStatus status) {
        for (ServiceReport report : status.appliers()) {
            ObjectNode node = array.addObject()
                    .put("replica", report.status().service().name())
                    .put("server", report.status().server())
                    .put("running", report.running())
                    .put("state", report.status().state().name().toLowerCase(Locale.ROOT))
                    .put("position", text(report.status().progress().position()))
                    .put("gtid", report.status().progress().gtid())
                    .put("sequence", report.status().progress().sequence());
            status.lagOf(report).ifPresent(lag -> node.put("lag_transactions", lag.transactions()));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
