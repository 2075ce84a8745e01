package io.binrelay.testsupport.oracle;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a relay log against the binary log files in the source's data directory: every TABLE_MAP, rows and annotation
 * event must come back with the same bytes, every statement with the same text, database and times, in the same order,
 * none missing, none twice. Does not go through capture, Kafka or the network.
 *
 * <p>The whole binary log is held in memory.
 */
public final class BinlogFileOracle {
    private final List<BinlogEvent> events;

    private BinlogFileOracle(List<BinlogEvent> events) {
        this.events = events;
    }

    /**
     * Reads all files there are now; what is written later is not seen.
     *
     * @param dataDirectory of a server that writes {@code binlog.000001} and so on
     */
    public static BinlogFileOracle ofDataDirectory(Path dataDirectory) {
        requireNonNull(dataDirectory, "dataDirectory is null");
        List<BinlogEvent> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(dataDirectory)) {
            List<Path> binlogs = files.filter(
                            file -> file.getFileName().toString().matches("binlog\\.[0-9]{6,}"))
                    .sorted()
                    .toList();
            for (Path binlog : binlogs) {
                events.addAll(BinlogFile.read(binlog));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the binary log in " + dataDirectory, e);
        }
        return new BinlogFileOracle(events);
    }

    /**
     * What a comparison found.
     *
     * @param rowsEvents rows events that came back to the byte
     * @param otherEvents TABLE_MAPs, annotations and statements that came back
     * @param difference the first difference, empty when there is none
     */
    public record Verdict(long rowsEvents, long otherEvents, Optional<String> difference) {
        public Verdict {
            requireNonNull(difference, "difference is null");
        }
    }

    /**
     * Compares a relay log, from its first transaction to the end of the binary log.
     *
     * @param log the records of all whole transactions, in order; heartbeats do not matter
     */
    public Verdict compare(List<RelayRecord> log) {
        List<RelayEvent> found = new ArrayList<>();
        log.forEach(record -> found.addAll(record.events()));
        List<BinlogEvent> expected = ExpectedEvents.of(from(log));
        long rows = 0;
        int most = Math.min(found.size(), expected.size());
        for (int i = 0; i < most; i++) {
            Optional<String> difference = difference(expected.get(i), found.get(i));
            if (difference.isPresent()) {
                return new Verdict(rows, i - rows, difference);
            }
            rows += EventType.isRows(expected.get(i).type()) ? 1 : 0;
        }
        if (expected.size() == found.size()) {
            return new Verdict(rows, most - rows, Optional.empty());
        }
        String what = expected.size() > found.size()
                ? "the relay log ends before " + describe(expected.get(most))
                : "the relay log has " + (found.size() - most) + " events more than the binary log: " + found.get(most);
        return new Verdict(rows, most - rows, Optional.of(what));
    }

    private List<BinlogEvent> from(List<RelayRecord> log) {
        if (log.isEmpty()) {
            return events;
        }
        FilePosition begin = log.get(0).header().begin();
        return events.stream()
                .filter(event -> new FilePosition(event.file(), event.endPosition()).compareTo(begin) > 0)
                .toList();
    }

    private static Optional<String> difference(BinlogEvent expected, RelayEvent found) {
        if (found instanceof RelayEvent.Execute execute) {
            return statementDifference(expected, execute.statement());
        }
        byte[] bytes = bytesOf(found);
        int at = Arrays.mismatch(expected.bytes(), bytes);
        return at < 0
                ? Optional.empty()
                : Optional.of(describe(expected) + " of " + expected.bytes().length + " bytes came back as "
                        + EventType.name(bytes[4] & 0xff) + " of " + bytes.length + " bytes that differ from byte " + at
                        + " on");
    }

    private static byte[] bytesOf(RelayEvent found) {
        if (found instanceof RelayEvent.TableMap map) {
            return map.bytes();
        }
        if (found instanceof RelayEvent.Rows rows) {
            return rows.bytes();
        }
        return ((RelayEvent.Annotation) found).bytes();
    }

    private static Optional<String> statementDifference(BinlogEvent expected, Statement found) {
        if (expected.type() != EventType.QUERY) {
            return Optional.of(describe(expected) + " came back as a statement");
        }
        Statement statement = QueryEvent.parse(expected);
        boolean same = Arrays.equals(statement.text(), found.text())
                && statement.database().equals(found.database())
                && statement.timestampSeconds() == found.timestampSeconds()
                && statement.serverId() == found.serverId()
                && statement.headerFlags() == found.headerFlags()
                && statement.endPosition() == found.endPosition()
                && statement.threadId() == found.threadId()
                && statement.errorCode() == found.errorCode()
                && sessionText(statement).equals(sessionText(found));
        return same ? Optional.empty() : Optional.of(describe(expected) + " came back as " + found);
    }

    /** The record's own text leaves out the one array, MariaDB's character_set_collations. */
    private static String sessionText(Statement statement) {
        byte[] collations = statement.context().characterSetCollations();
        String all = statement.context().toString();
        int array = all.indexOf("characterSetCollations=");
        return (array < 0 ? all : all.substring(0, array)) + Arrays.toString(collations);
    }

    private static String describe(BinlogEvent event) {
        return EventType.name(event.type()) + " that ends at " + event.file() + ":" + event.endPosition();
    }
}
