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

    private final List<RecordHeader> whole;
    private final int voided;

    private LogCensus(List<RecordHeader> whole, int voided) {
        this.whole = List.copyOf(whole);
        this.voided = voided;
    }

    /** Reads the whole log, and fails at any gap in it. */
    static LogCensus take(Fleet fleet) {
        List<RecordHeader> whole = new ArrayList<>();
        int voided = 0;
        try (RelayScanner scanner = new RelayScanner(
                KafkaSettings.ofBootstrapServers(fleet.broker().bootstrapServers()),
                fleet.settings().channel(),
                new AvroRecordDecoder())) {
            LogBounds bounds = scanner.bounds();
            scanner.seek(bounds.begin());
            ContinuityCheck check = new ContinuityCheck(1);
            while (scanner.position() < bounds.end()) {
                for (LoggedRecord record : scanner.poll(POLL)) {
                    RecordHeader header = record.record().header();
                    if (check.accept(record.offset(), header) == ContinuityCheck.Verdict.RESTART) {
                        voided++;
                    }
                    if (header.kind() == RecordKind.TRANSACTION && header.last()) {
                        whole.add(header);
                    }
                }
            }
        }
        return new LogCensus(whole, voided);
    }

    /** How many whole transactions there are. */
    int transactions() {
        return whole.size();
    }

    /** How many were begun and begun again. */
    int voided() {
        return voided;
    }

    /** Fails unless every transaction of the source is there exactly once, in order. */
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
        long first = own.get(0);
        assertThat(own).containsExactlyElementsOf(numbers(first, own.size()));
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
