package io.binrelay.testsupport.oracle;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a relay log against the binary log files in the source's data directory: every TABLE_MAP, rows and annotation
 * event must come back with the same bytes, every statement with the same text, session and inputs, every group with
 * the same end, in the same order, none missing, none twice; of compressed events what is inside them. Does not go
 * through capture, Kafka or the network.
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
                events.addAll(Unpacked.of(BinlogFile.read(binlog)));
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
     * @param otherEvents TABLE_MAPs, annotations, statements and parts of files that came back
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
        List<Object> found = found(log);
        List<ExpectedItem> expected = ExpectedEvents.of(from(log));
        long rows = 0;
        long others = 0;
        int most = Math.min(found.size(), expected.size());
        for (int i = 0; i < most; i++) {
            ExpectedItem item = expected.get(i);
            Optional<String> difference = item.difference(found.get(i));
            if (difference.isPresent()) {
                return new Verdict(rows, others, difference);
            }
            boolean changesRows = item instanceof ExpectedItem.Whole event && event.changesRows();
            rows += changesRows ? 1 : 0;
            others += changesRows || item instanceof ExpectedItem.End ? 0 : 1;
        }
        if (expected.size() == found.size()) {
            return new Verdict(rows, others, Optional.empty());
        }
        String what = expected.size() > found.size()
                ? "the relay log ends before " + expected.get(most)
                : "the relay log has " + (found.size() - most) + " events more than the binary log: " + found.get(most);
        return new Verdict(rows, others, Optional.of(what));
    }

    private static List<Object> found(List<RelayRecord> log) {
        List<Object> found = new ArrayList<>();
        for (RelayRecord record : log) {
            found.addAll(record.events());
            RecordHeader header = record.header();
            if (header.last() && header.kind() == RecordKind.TRANSACTION) {
                found.add(new ExpectedItem.FoundEnd(header.groupEnd(), header.xid()));
            }
        }
        return found;
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
}
