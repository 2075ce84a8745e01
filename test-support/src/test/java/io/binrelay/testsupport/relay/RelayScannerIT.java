package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayIndex;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WholeTransactions;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Scanner, index and whole transactions over a log with voided attempts, heartbeats and many small Kafka transactions.
 */
class RelayScannerIT {
    private static final KafkaBroker BROKER = KafkaBroker.builder().build();
    private static final Records RECORDS = new Records();
    private static final String CHANNEL = "scanned";
    private static final long TRANSACTIONS = 300;

    /** A log of records that are larger than its Kafka records may be. */
    private static final String LARGE_CHANNEL = "large";

    private static final int LARGE = 4_000_000;

    /** Attempted twice: three fragments of the first attempt are void. */
    private static final long TORN = 200;

    @BeforeAll
    static void start() {
        BROKER.start();
        writeLog();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    private static void writeLog() {
        try (RelayWriter writer = writer(CHANNEL)) {
            writer.open();
            for (long sequence = 1; sequence < TORN; sequence++) {
                writer.append(RECORDS.whole(sequence));
                if (sequence % 10 == 0) {
                    writer.append(RECORDS.heartbeat(sequence));
                }
                writer.commit();
            }
            for (int fragment = 0; fragment < 3; fragment++) {
                writer.append(RECORDS.fragment(TORN, 0, fragment, false, 1000));
            }
            writer.commit();
        }
        try (RelayWriter writer = writer(CHANNEL)) {
            writer.open();
            for (int fragment = 0; fragment < 5; fragment++) {
                writer.append(RECORDS.fragment(TORN, 1, fragment, fragment == 4, 1000));
                writer.commit();
            }
            for (long sequence = TORN + 1; sequence <= TRANSACTIONS; sequence++) {
                writer.append(RECORDS.whole(sequence));
                writer.commit();
            }
        }
    }

    @Test
    void a_scanner_sees_every_committed_record() {
        try (RelayScanner scanner = new RelayScanner(kafka(), CHANNEL, RECORDS.registry())) {
            LogBounds bounds = scanner.bounds();
            scanner.seek(bounds.begin());
            List<LoggedRecord> records = new ArrayList<>();
            while (scanner.position() < bounds.end()) {
                records.addAll(scanner.poll(Duration.ofMillis(500)));
            }
            assertThat(records).hasSize((int) (TRANSACTIONS - 1) + 19 + 3 + 5);
        }
    }

    @Test
    void whole_transactions_leave_out_the_voided_attempt_and_nothing_else() {
        try (WholeTransactions whole = new WholeTransactions(kafka(), CHANNEL, RECORDS.registry());
                RelayScanner scanner = new RelayScanner(kafka(), CHANNEL, RECORDS.registry())) {
            LogBounds bounds = scanner.bounds();
            whole.seek(bounds.begin());
            List<LoggedRecord> records = new ArrayList<>();
            while (whole.position() < bounds.end()) {
                records.addAll(whole.poll(Duration.ofMillis(500)));
            }
            assertThat(records).hasSize((int) (TRANSACTIONS - 1) + 19 + 5);
            assertThat(records)
                    .map(record -> record.record().header())
                    .filteredOn(header -> header.sequence() == TORN)
                    .extracting(RecordHeader::attempt, RecordHeader::fragment)
                    .map(tuple -> tuple.toList().toString())
                    .containsExactly("[1, 0]", "[1, 1]", "[1, 2]", "[1, 3]", "[1, 4]");
        }
    }

    @Test
    void whole_transactions_begin_with_a_whole_one_when_reading_begins_inside() {
        try (WholeTransactions whole = new WholeTransactions(kafka(), CHANNEL, RECORDS.registry());
                RelayIndex index = new RelayIndex(kafka(), CHANNEL)) {
            whole.seek(index.ofSequence(TORN + 1).orElseThrow() - 4);
            List<LoggedRecord> records = new ArrayList<>();
            while (records.isEmpty()) {
                records.addAll(whole.poll(Duration.ofMillis(500)));
            }
            assertThat(records.get(0).record().header().sequence()).isEqualTo(TORN + 1);
        }
    }

    @Test
    void a_transaction_that_is_still_written_is_held_back_until_it_is_whole() {
        try (RelayWriter writer = writer("growing")) {
            writer.open();
            writer.append(RECORDS.whole(1));
            writer.append(RECORDS.fragment(2, 0, 0, false, 100));
            writer.commit();
            try (WholeTransactions whole = new WholeTransactions(kafka(), "growing", RECORDS.registry())) {
                whole.seek(0);
                assertThat(sequences(pollUntil(whole, 1))).containsExactly(1L);
                assertThat(whole.poll(Duration.ofMillis(100))).isEmpty();
                writer.append(RECORDS.fragment(2, 0, 1, false, 100));
                writer.commit();
                assertThat(whole.poll(Duration.ofMillis(100))).isEmpty();
                writer.append(RECORDS.fragment(2, 0, 2, true, 100));
                writer.append(RECORDS.whole(3));
                writer.commit();
                assertThat(sequences(pollUntil(whole, 4))).containsExactly(2L, 2L, 2L, 3L);
            }
        }
    }

    @Test
    void every_transaction_is_found_by_position_time_gtid_and_number() {
        try (RelayIndex index = new RelayIndex(kafka(), CHANNEL);
                RelayScanner scanner = new RelayScanner(kafka(), CHANNEL, RECORDS.registry())) {
            for (long sequence : new long[] {1, 2, 10, 11, 199, TORN, TORN + 1, 250, TRANSACTIONS}) {
                long offset = index.ofSequence(sequence).orElseThrow();
                scanner.seek(offset);
                RecordHeader header = first(scanner).record().header();
                assertThat(header.sequence()).isEqualTo(sequence);
                assertThat(header.fragment()).isZero();
                assertThat(header.attempt()).isZero();
                assertThat(index.ofGtid(Records.gtid(sequence))).hasValue(offset);
                assertThat(index.atOrAfter(new FilePosition("binlog.000001", 1000 * sequence)))
                        .isPresent();
                assertThat(index.atOrAfter(Instant.ofEpochMilli(Records.micros(sequence) / 1000)))
                        .hasValue(offset);
            }
            assertThat(index.atOrAfter(new FilePosition("binlog.000001", 1000 * TORN - 1)))
                    .isEqualTo(index.ofSequence(TORN));
        }
    }

    @Test
    void what_is_not_in_the_log_is_not_found() {
        try (RelayIndex index = new RelayIndex(kafka(), CHANNEL)) {
            assertThat(index.ofSequence(TRANSACTIONS + 1)).isEmpty();
            assertThat(index.ofGtid(Records.gtid(TRANSACTIONS + 1))).isEmpty();
            assertThat(index.atOrAfter(new FilePosition("binlog.000002", 4))).isEmpty();
            assertThat(index.atOrAfter(Instant.parse("2100-01-01T00:00:00Z"))).isEmpty();
        }
    }

    @Test
    void trap29_large_records_are_scanned_found_and_left_out_as_a_whole() {
        writeLargeRecords();
        try (WholeTransactions whole = new WholeTransactions(kafka(), LARGE_CHANNEL, RECORDS.registry());
                RelayScanner scanner = new RelayScanner(kafka(), LARGE_CHANNEL, RECORDS.registry());
                RelayIndex index = new RelayIndex(kafka(), LARGE_CHANNEL)) {
            long end = scanner.bounds().end();
            assertThat(names(scan(scanner, 0, end)))
                    .containsExactly("1/0/0", "2/0/0", "3/0/0", "3/0/1", "3/1/0", "3/1/1", "4/0/0", "5/0/0");
            List<LoggedRecord> read = scanWhole(whole, 0, end);
            assertThat(names(read)).containsExactly("1/0/0", "2/0/0", "3/1/0", "3/1/1", "4/0/0", "5/0/0");
            assertThat(read)
                    .extracting(LoggedRecord::sizeInBytes)
                    .containsExactly(100, LARGE, LARGE, LARGE, LARGE, 100);
            for (LoggedRecord record : List.of(read.get(1), read.get(4), read.get(5))) {
                long sequence = record.record().header().sequence();
                assertThat(index.ofSequence(sequence)).hasValue(record.offset());
                assertThat(index.ofGtid(Records.gtid(sequence))).hasValue(record.offset());
                assertThat(index.atOrAfter(new FilePosition("binlog.000001", 1000 * sequence)))
                        .hasValue(record.offset());
                assertThat(index.atOrAfter(Instant.ofEpochMilli(Records.micros(sequence) / 1000)))
                        .hasValue(record.offset());
            }
            long inside = read.get(1).offset() + 3;
            assertThat(names(scan(scanner, inside, end))).startsWith("3/0/0");
            assertThat(names(scanWhole(whole, inside, end))).startsWith("3/1/0");
            assertThat(names(scanWhole(whole, read.get(4).offset() + 1, end))).containsExactly("5/0/0");
            assertThat(index.behindTransactionAt(read.get(1).offset()))
                    .hasValue(
                            scan(scanner, read.get(1).offset() + 1, end).get(0).offset());
            assertThat(index.behindTransactionAt(read.get(5).offset())).isEmpty();
            assertLargeOnesAreRefusedWhereFewAreRead(read, end);
        }
    }

    private static void assertLargeOnesAreRefusedWhereFewAreRead(List<LoggedRecord> read, long end) {
        try (WholeTransactions few = WholeTransactions.ofFew(kafka(), LARGE_CHANNEL, RECORDS.registry(), LARGE - 1)) {
            few.seek(0);
            assertThat(names(pollUntil(few, 1))).containsExactly("1/0/0");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> few.poll(Duration.ofSeconds(5)))
                        .isInstanceOfSatisfying(
                                BinrelayException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
                        .hasMessageContaining(
                                "The record at offset " + read.get(1).offset() + " of ")
                        .hasMessageContaining(
                                " has " + LARGE + " bytes, more than the " + (LARGE - 1) + " that are read");
                assertThat(few.position()).isEqualTo(read.get(1).offset());
            }
            assertThat(names(scanWhole(few, read.get(5).offset(), end))).containsExactly("5/0/0");
        }
    }

    /** Transaction 3 was attempted twice; 1 and 5 are small. */
    private static void writeLargeRecords() {
        try (RelayWriter writer = largeWriter()) {
            writer.open();
            writer.append(RECORDS.whole(1));
            writer.append(RECORDS.noise(2, LARGE));
            writer.append(RECORDS.noise(3, 0, 0, false, LARGE));
            writer.append(RECORDS.noise(3, 0, 1, false, LARGE));
            writer.commit();
        }
        try (RelayWriter writer = largeWriter()) {
            writer.open();
            writer.append(RECORDS.noise(3, 1, 0, false, LARGE));
            writer.commit();
            writer.append(RECORDS.noise(3, 1, 1, true, LARGE));
            writer.append(RECORDS.noise(4, LARGE));
            writer.append(RECORDS.whole(5));
            writer.commit();
        }
    }

    private static RelayWriter largeWriter() {
        return new KafkaRelayWriter(kafka(), LARGE_CHANNEL, new RelayTopicSettings(1, 64 << 10), RECORDS.registry());
    }

    private static List<LoggedRecord> scan(RelayScanner scanner, long from, long end) {
        scanner.seek(from);
        List<LoggedRecord> records = new ArrayList<>();
        while (scanner.position() < end) {
            records.addAll(scanner.poll(Duration.ofMillis(500)));
        }
        return records;
    }

    private static List<LoggedRecord> scanWhole(WholeTransactions whole, long from, long end) {
        whole.seek(from);
        List<LoggedRecord> records = new ArrayList<>();
        while (whole.position() < end) {
            records.addAll(whole.poll(Duration.ofMillis(500)));
        }
        return records;
    }

    /** Sequence, attempt and fragment. */
    private static List<String> names(List<LoggedRecord> records) {
        return records.stream()
                .map(record -> record.record().header())
                .map(header -> header.sequence() + "/" + header.attempt() + "/" + header.fragment())
                .toList();
    }

    @Test
    void a_channel_without_a_log_is_an_error_that_names_it() {
        assertThatThrownBy(() -> new RelayIndex(kafka(), "none"))
                .isInstanceOf(BinrelayException.class)
                .hasMessage("Topic none.relay does not exist on Kafka at " + BROKER.bootstrapServers()
                        + ". Capture of channel none creates it: start capture, or check the channel's name.");
    }

    private static List<LoggedRecord> pollUntil(WholeTransactions whole, int count) {
        List<LoggedRecord> records = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (records.size() < count && System.nanoTime() < deadline) {
            records.addAll(whole.poll(Duration.ofMillis(200)));
        }
        return records;
    }

    private static List<Long> sequences(List<LoggedRecord> records) {
        return records.stream()
                .map(record -> record.record().header().sequence())
                .toList();
    }

    private static LoggedRecord first(RelayScanner scanner) {
        List<LoggedRecord> records = List.of();
        while (records.isEmpty()) {
            records = scanner.poll(Duration.ofMillis(500));
        }
        return records.get(0);
    }

    private static RelayWriter writer(String channel) {
        return new KafkaRelayWriter(kafka(), channel, new RelayTopicSettings(1, 16 << 20), RECORDS.registry());
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(BROKER.bootstrapServers());
    }
}
