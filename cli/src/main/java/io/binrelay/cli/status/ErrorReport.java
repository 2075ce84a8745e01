package io.binrelay.cli.status;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.output.Amount;
import io.binrelay.relay.events.ErrorHistory;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.events.ServiceEvent;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last errors of a service, for people and for programs. */
public final class ErrorReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final String channel;
    private final ErrorHistory history;

    /** @param channel its name */
    public ErrorReport(String channel, ErrorHistory history) {
        this.channel = requireNonNull(channel, "channel is null");
        this.history = requireNonNull(history, "history is null");
    }

    /**
     * One object over several lines: {@code channel}, {@code service}, and {@code errors}, oldest first, each with
     * {@code time}, {@code state} (the last one told with the error), {@code code}, {@code errno}, {@code message},
     * {@code times}, where the service was ({@code position}, {@code gtid}, {@code transaction}, {@code offset}), and
     * {@code host} and {@code pid}.
     */
    public String json() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("channel", channel).put("service", history.service());
        ArrayNode errors = root.putArray("errors");
        history.errors().forEach(event -> errors.add(json(event)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Errors cannot be written as JSON", e);
        }
    }

    /** A paragraph for each error; a sentence when there is none. */
    public List<String> lines(ZoneId zone) {
        List<String> lines = new ArrayList<>();
        for (ServiceEvent event : history.errors()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            addLines(lines, event, zone);
        }
        if (lines.isEmpty()) {
            lines.add(nothing());
        }
        return lines;
    }

    private String nothing() {
        String heard = history.services().contains(history.service())
                ? ""
                : " Nothing at all was heard of it in that time; of these services there was: "
                        + String.join(", ", history.services()) + ".";
        return "No error of " + history.service() + " in the last "
                + EventReader.retention().toDays() + " days." + heard;
    }

    private static void addLines(List<String> lines, ServiceEvent event, ZoneId zone) {
        Failure error = requireNonNull(event.error(), "an error without its failure");
        lines.add(TIME.withZone(zone).format(Instant.ofEpochMilli(event.atMillis())) + "  " + word(event.state()) + ", "
                + error.code() + (error.errno() == 0 ? "" : " (error " + error.errno() + ")")
                + (error.times() == 1 ? "" : ", " + Amount.count(error.times()) + " times"));
        lines.add("  " + place(event.progress()) + " (" + event.host() + ", pid " + event.pid() + ")");
        error.message().lines().forEach(line -> lines.add("  " + line));
    }

    private static String place(Progress progress) {
        if (progress.position() == null) {
            return "before the first transaction";
        }
        return "behind " + progress.position() + (progress.gtid() == null ? "" : ", GTID " + progress.gtid())
                + ", transaction " + progress.sequence()
                + (progress.offset() < 0 ? "" : ", offset " + progress.offset());
    }

    private static ObjectNode json(ServiceEvent event) {
        Failure error = requireNonNull(event.error(), "an error without its failure");
        Progress progress = event.progress();
        return MAPPER.createObjectNode()
                .put("time", Instant.ofEpochMilli(event.atMillis()).toString())
                .put("state", word(event.state()))
                .put("code", error.code().name())
                .put("errno", error.errno())
                .put("message", error.message())
                .put("times", error.times())
                .put(
                        "position",
                        progress.position() == null ? null : progress.position().toString())
                .put("gtid", progress.gtid())
                .put("transaction", progress.sequence())
                .put("offset", progress.offset())
                .put("host", event.host())
                .put("pid", event.pid());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
