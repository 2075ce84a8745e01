package io.binrelay.cli.drill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows a relay log of MariaDB from its beginning as a read_committed reader, and fails at the first transaction that
 * is missing in the order of its GTIDs or comes twice. Used by one thread.
 */
final class JournalLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrapServers;
    private final String channel;
    private final ContinuityCheck continuity = new ContinuityCheck(1);
    private final List<JournalEntry> open = new ArrayList<>();
    private long nextOffset = -1;
    private long lastGtidNumber;
    private String lastGtid = "";

    JournalLog(String bootstrapServers, String channel) {
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /** GTID of the last transaction that was read; empty before the first. */
    String lastGtid() {
        return lastGtid;
    }

    /** Reads on to the end as it is now; returns the entries of the transactions that were read, in the log's order. */
    List<JournalEntry> readOn() {
        List<JournalEntry> entries = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (RelayScanner scanner = new RelayScanner(
                KafkaSettings.ofBootstrapServers(bootstrapServers), channel, new AvroRecordDecoder())) {
            long end = scanner.bounds().end();
            scanner.seek(nextOffset < 0 ? scanner.bounds().begin() : nextOffset);
            while (scanner.position() < end) {
                for (LoggedRecord logged : scanner.poll(POLL)) {
                    accept(logged, entries);
                }
                assertThat(System.nanoTime())
                        .as("time at offset %s of %s", scanner.position(), end)
                        .isLessThan(deadline);
            }
            nextOffset = scanner.position();
        }
        return entries;
    }

    private void accept(LoggedRecord logged, List<JournalEntry> entries) {
        RelayRecord record = logged.record();
        RecordHeader header = record.header();
        ContinuityCheck.Verdict verdict = continuity.accept(logged.offset(), header);
        if (header.kind() == RecordKind.HEARTBEAT) {
            return;
        }
        if (verdict == ContinuityCheck.Verdict.RESTART) {
            open.clear();
        }
        for (RelayEvent event : record.events()) {
            if (event instanceof RelayEvent.Rows rows && rows.table().name().equals(JournalEntry.TABLE)) {
                open.add(JournalEntry.of(rows));
            }
        }
        if (header.last()) {
            acceptGtid(requireNonNull(header.gtid(), "a transaction without GTID"));
            entries.addAll(open);
            open.clear();
        }
    }

    /** The source gives them one by one, without gaps. */
    private void acceptGtid(String gtid) {
        long number = Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1));
        assertThat(number).as("number of GTID %s behind %s", gtid, lastGtid).isEqualTo(lastGtidNumber + 1);
        lastGtidNumber = number;
        lastGtid = gtid;
    }
}
