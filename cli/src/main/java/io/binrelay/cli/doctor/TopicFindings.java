package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.TopicDefect;
import io.binrelay.relay.log.TopicInspection;
import io.binrelay.relay.log.TopicInspection.Copies;
import io.binrelay.relay.log.TopicInspection.Store;
import io.binrelay.relay.log.TopicInspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the relay topic's settings, copies and disks mean to replication. */
final class TopicFindings {
    private static final Subject SUBJECT = Subject.KAFKA;
    private static final long LEAST_USABLE_BYTES = 1L << 30;
    private static final double LEAST_USABLE_SHARE = 0.1;

    private final TopicInspector inspector;
    private final String bootstrapServers;

    TopicFindings(TopicInspector inspector, String bootstrapServers) {
        this.inspector = requireNonNull(inspector, "inspector is null");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
    }

    /**
     * There is no such topic.
     *
     * @param written number of the last transaction that capture says to have written; 0 when it never wrote one
     */
    static Finding missing(String topic, long written) {
        return written == 0
                ? SUBJECT.warning(
                        "relay topic", "there is no topic " + topic + " yet", "Start capture, which creates it")
                : SUBJECT.fail(
                        "relay topic",
                        "there is no topic " + topic + ", though capture wrote " + written
                                + " transactions: it was deleted",
                        "Start capture, which begins a new log with what the source still has, and rebuild the"
                                + " replicas; or begin a new channel");
    }

    /**
     * All of an existing topic.
     *
     * @param wantedMessageBytes what capture wants max.message.bytes to be
     */
    List<Finding> of(TopicInspection topic, long wantedMessageBytes) {
        List<Finding> findings = new ArrayList<>();
        List<TopicDefect> defects = inspector.defects(topic, wantedMessageBytes);
        for (TopicDefect defect : defects) {
            findings.add(SUBJECT.fail(defect.setting(), defect.found(), defect.remedy()));
        }
        if (defects.isEmpty()) {
            findings.add(SUBJECT.ok(
                    "relay topic",
                    topic.topic() + ": one partition, cleanup.policy="
                            + topic.settings().cleanupPolicy() + ", max.message.bytes="
                            + topic.settings().maxMessageBytes()));
        }
        List<TopicDefect> limits = inspector.limits(topic);
        for (TopicDefect limit : limits) {
            findings.add(SUBJECT.warning("retention", limit.found(), limit.remedy()));
        }
        if (limits.isEmpty()) {
            findings.add(SUBJECT.ok("retention", "everything is kept for ever"));
        }
        findings.add(copies(topic));
        topic.stores().forEach(store -> findings.add(space(store)));
        if (topic.stores().isEmpty()) {
            findings.add(SUBJECT.skipped(
                    "disk space", "Kafka does not let this user ask. Give it the operation Describe on the cluster"));
        }
        return findings;
    }

    private Finding copies(TopicInspection topic) {
        Copies copies = topic.copies();
        int least = topic.settings().minInSync();
        String found = copies.inSync() + " of " + copies.all() + (copies.all() == 1 ? " copy" : " copies")
                + " in sync, min.insync.replicas=" + least;
        String describe = "See which brokers are down: kafka-topics.sh --bootstrap-server " + bootstrapServers
                + " --describe --topic " + topic.topic();
        if (!copies.led()) {
            return SUBJECT.fail("copies", found + ": no broker leads the partition", describe);
        }
        if (copies.inSync() < least) {
            return SUBJECT.fail("copies", found + ": nothing can be written", describe);
        }
        if (copies.inSync() < copies.all()) {
            return SUBJECT.warning("copies", found + ": not all brokers are up to date", describe);
        }
        if (copies.all() == 1) {
            return SUBJECT.warning(
                    "copies",
                    found + ": the log is lost with the disk of one broker",
                    (copies.brokers() > 1
                                    ? "The cluster has " + copies.brokers() + " brokers"
                                    : "The cluster has one broker; add two")
                            + ", then give the topic three copies: kafka-reassign-partitions.sh --bootstrap-server "
                            + bootstrapServers + " --execute --reassignment-json-file FILE, FILE holding"
                            + " {\"version\":1,\"partitions\":[{\"topic\":\"" + topic.topic()
                            + "\",\"partition\":0,\"replicas\":[1,2,3]}]}");
        }
        if (least == 1) {
            return SUBJECT.warning(
                    "copies",
                    found + ": what only one broker has counts as written",
                    "Run: " + inspector.alter("min.insync.replicas=2"));
        }
        return SUBJECT.ok("copies", found);
    }

    /** How much room a broker's disk has left. */
    static Finding space(Store store) {
        String where = "broker " + store.broker() + ", " + store.directory() + ": ";
        Optional<String> error = store.error();
        if (error.isPresent()) {
            return SUBJECT.fail(
                    "disk space",
                    where + "the directory cannot be used (" + error.get() + ")",
                    "See the broker's log; repair or empty the disk and restart the broker");
        }
        if (store.usableBytes().isEmpty() || store.totalBytes().isEmpty()) {
            return SUBJECT.skipped(
                    "disk space",
                    where + "the log takes " + bytes(store.topicBytes()) + "; brokers before Kafka 3.3 do not tell how"
                            + " much is free. On its machine run: df -h " + store.directory());
        }
        long usable = store.usableBytes().getAsLong();
        long total = store.totalBytes().getAsLong();
        String found = where + "the log takes " + bytes(store.topicBytes()) + ", " + bytes(usable) + " of "
                + bytes(total) + " free";
        return usable < LEAST_USABLE_BYTES || usable < total * LEAST_USABLE_SHARE
                ? SUBJECT.warning(
                        "disk space",
                        found,
                        "Make room or add a disk: when it is full the broker stops, and capture waits")
                : SUBJECT.ok("disk space", found);
    }

    private static String bytes(long bytes) {
        if (bytes < 10 << 10) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 3) {
            value /= 1024;
            unit++;
        }
        return String.format(
                Locale.ROOT,
                "%.1f %s",
                value,
                List.of("KiB", "MiB", "GiB", "TiB").get(unit));
    }
}
