package io.binrelay.simulation;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.CapturePorts;
import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.capture.source.SourceInspection.Modes;
import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The outer world of a simulated capture. */
final class SimulatedPorts implements CapturePorts {
    private final SimulatedSource source;
    private final InMemoryRelayLog log;
    private final Faults faults;
    private final SplittableRandom random;

    SimulatedPorts(SimulatedSource source, InMemoryRelayLog log, Faults faults, SplittableRandom random) {
        this.source = source;
        this.log = log;
        this.faults = faults;
        this.random = random;
    }

    @Override
    public SourceInspection inspect() {
        mayFail("inspection");
        InMemoryBinlog binlog = source.binlog();
        boolean mysql = binlog.family() == Family.MYSQL;
        return new SourceInspection(
                new Server(
                        binlog.family(),
                        mysql ? "8.0.15" : "11.4.5-MariaDB-log",
                        binlog.serverId(),
                        mysql ? binlog.serverUuid() : null),
                new BinlogSettings(true, "ROW", "FULL", "FULL", "", "CRC32", new Modes("ON", false)),
                new Account("'repl'@'%'", List.of("ALL PRIVILEGES")),
                binlog.files().entrySet().stream()
                        .map(file -> new BinlogFile(file.getKey(), file.getValue()))
                        .toList(),
                binlog.end(),
                mysql ? binlog.serverUuid() + ":1-" + binlog.transactions() : "");
    }

    @Override
    public List<Problem> problemsOf(SourceInspection inspection) {
        return List.of();
    }

    @Override
    public RelayWriter newWriter() {
        return log.newWriter();
    }

    @Override
    public BinlogSource newSource() {
        return new Stream();
    }

    @Override
    public RelayRecordBuilder newRecords() {
        return new RelayRecordBuilder(TableLabels.NONE);
    }

    @Override
    public void definitionsMayHaveChanged() {}

    @Override
    public void close() {}

    private void mayFail(String what) {
        faults.mayKill(what);
        if (faults.happens(8)) {
            throw new SourceException("connection lost during " + what, 2013, true, null);
        }
    }

    /** One dump of the source's binary log. */
    private final class Stream implements BinlogSource {
        private final int epoch = source.connectionEpoch();
        private @Nullable BinlogDump dump;

        @Override
        public void start(StartPosition from) {
            mayFail("start of the dump");
            dump = new BinlogDump(source.binlog(), ((StartPosition.AtFile) from).position());
        }

        @Override
        public List<BinlogEvent> poll(Duration timeout) {
            mayFail("the dump");
            if (epoch != source.connectionEpoch()) {
                throw new SourceException("the source has gone away", 2006, true, null);
            }
            return requireNonNull(dump, "not started").next(random.nextInt(12));
        }

        @Override
        public void acknowledge(FilePosition durable) {
            // The simulated source is asynchronous.
        }

        @Override
        public void close() {
            dump = null;
        }
    }
}
