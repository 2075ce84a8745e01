package io.binrelay.cli.kill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.testsupport.oracle.BinlogFileOracle;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** All transactions of a relay log, as a read_committed reader sees them. */
final class LogCensus {
    private static final Duration POLL = Duration.ofMillis(500);

    /** All records of transactions that have an end, in order. */
    private final List<RelayRecord> records;

    /** The last header of each transaction. */
    private final List<RecordHeader> whole;

    private final int voided;

    private LogCensus(List<RelayRecord> records, int voided) {
        this.records = List.copyOf(records);
        this.whole = records.stream()
                .map(RelayRecord::header)
                .filter(RecordHeader::last)
                .toList();
        this.voided = voided;
    }

    /** Reads the whole log, and fails at any gap in it. */
    static LogCensus take(Fleet fleet) {
        List<RelayRecord> records = new ArrayList<>();
        List<RelayRecord> open = new ArrayList<>();
        int voided = 0;
        try (RelayScanner scanner = new RelayScanner(
                KafkaSettings.ofBootstrapServers(fleet.broker().bootstrapServers()),
                fleet.settings().channel(),
                new AvroRecordDecoder())) {
            LogBounds bounds = scanner.bounds();
            scanner.seek(bounds.begin());
            ContinuityCheck check = new ContinuityCheck(1);
            while (scanner.position() < bounds.end()) {
                for (LoggedRecord logged : scanner.poll(POLL)) {
                    RecordHeader header = logged.record().header();
                    ContinuityCheck.Verdict verdict = check.accept(logged.offset(), header);
                    if (header.kind() == RecordKind.HEARTBEAT) {
                        continue;
                    }
                    if (verdict == ContinuityCheck.Verdict.RESTART) {
                        voided++;
                        open.clear();
                    }
                    open.add(logged.record());
                    if (header.last()) {
                        records.addAll(open);
                        open.clear();
                    }
                }
            }
        }
        return new LogCensus(records, voided);
    }

    /** How many whole transactions there are. */
    int transactions() {
        return whole.size();
    }

    /** How many were begun and begun again. */
    int voided() {
        return voided;
    }

    /** Fails unless every transaction of the source is there exactly once, in order, and to the byte. */
    void check(DatabaseServer source) throws SQLException {
        assertThat(whole).extracting(RecordHeader::sequence).containsExactlyElementsOf(numbers(1, whole.size()));
        for (int i = 1; i < whole.size(); i++) {
            assertThat(whole.get(i).begin())
                    .as("beginning of transaction %s", i + 1)
                    .isGreaterThanOrEqualTo(whole.get(i - 1).end());
        }
        if (source.engine() == Engine.MYSQL) {
            checkMysqlGtids(source);
        } else {
            checkMariadbGtids(source);
        }
        BinlogFileOracle.Verdict bytes =
                BinlogFileOracle.ofDataDirectory(source.dataDirectory()).compare(records);
        assertThat(bytes.difference())
                .as("binary log files beside the relay log")
                .isEmpty();
        assertThat(bytes.rowsEvents()).isPositive();
    }

    private void checkMysqlGtids(DatabaseServer source) throws SQLException {
        Map<String, List<Long>> numbers = new TreeMap<>();
        for (RecordHeader header : whole) {
            String gtid = requireNonNull(header.gtid(), "a transaction without GTID");
            int colon = gtid.lastIndexOf(':');
            numbers.computeIfAbsent(gtid.substring(0, colon), any -> new ArrayList<>())
                    .add(Long.parseLong(gtid.substring(colon + 1)));
        }
        assertThat(numbers).hasSize(1);
        numbers.forEach((server, own) -> {
            assertThat(own).containsExactlyElementsOf(numbers(1, own.size()));
            assertThat(ask(source, "SELECT @@global.gtid_executed")).isEqualToIgnoringCase(server + ":1-" + own.size());
        });
    }

    private void checkMariadbGtids(DatabaseServer source) {
        List<Long> own = whole.stream()
                .map(header -> requireNonNull(header.gtid(), "a transaction without GTID"))
                .map(gtid -> Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1)))
                .toList();
        assertThat(own).containsExactlyElementsOf(numbers(1, own.size()));
        assertThat(ask(source, "SELECT @@global.gtid_binlog_pos"))
                .isEqualTo(whole.get(whole.size() - 1).gtid());
    }

    private static List<Long> numbers(long first, int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    private static String ask(DatabaseServer source, String question) {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1).replace("\n", "");
        } catch (SQLException e) {
            throw new AssertionError(question + ": " + e.getMessage(), e);
        }
    }
}
