package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.capture.source.SourceInspection.Modes;
import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.model.Family;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outer world in memory: a binary log, a relay log, and failures on demand. */
final class FakePorts implements CapturePorts {
    private final InMemoryBinlog binlog;
    private final InMemoryRelayLog log;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable SourceException inspectionFailure;
    private long eventsPerConnection = Long.MAX_VALUE;
    private int definitionChanges;
    private long aheadMillis;
    private @Nullable FakeBinlogSource lastSource;

    FakePorts(InMemoryBinlog binlog, InMemoryRelayLog log) {
        this.binlog = binlog;
        this.log = log;
    }

    /** A log that decodes as the real one does. */
    static InMemoryRelayLog newLog() {
        return new InMemoryRelayLog(new AvroRecordDecoder());
    }

    /** From now on the source cannot be asked; null: it can again. */
    void failInspection(@Nullable SourceException failure) {
        inspectionFailure = failure;
    }

    /** From now on each connection is lost after so many events. */
    void loseConnectionsAfter(long events) {
        eventsPerConnection = events;
    }

    /** What was connected last fails from now on. */
    void failConnection(SourceException failure) {
        requireNonNull(lastSource, "nothing is connected").failWith(failure);
    }

    /** From now on the source has this defect. */
    void add(Problem problem) {
        problems.add(problem);
    }

    int definitionChanges() {
        return definitionChanges;
    }

    @Override
    public SourceInspection inspect() {
        if (inspectionFailure != null) {
            throw inspectionFailure;
        }
        List<BinlogFile> files = binlog.files().entrySet().stream()
                .map(file -> new BinlogFile(file.getKey(), file.getValue()))
                .toList();
        String gtids = binlog.family() == Family.MYSQL && binlog.transactions() > 0
                ? binlog.serverUuid() + ":1-" + binlog.transactions()
                : "";
        return new SourceInspection(
                new Server(
                        binlog.family(),
                        "8.0.15",
                        binlog.serverId(),
                        binlog.family() == Family.MYSQL ? binlog.serverUuid() : null),
                new BinlogSettings(true, "ROW", "FULL", "FULL", "", "CRC32", new Modes("ON", false)),
                new Account("'repl'@'%'", List.of("ALL PRIVILEGES")),
                files,
                binlog.end(),
                gtids);
    }

    /** How far its source's clock is ahead. */
    void setAheadMillis(long millis) {
        aheadMillis = millis;
    }

    @Override
    public long sourceAheadMillis() {
        return aheadMillis;
    }

    @Override
    public List<Problem> problemsOf(SourceInspection source) {
        return problems;
    }

    @Override
    public RelayWriter newWriter() {
        return log.newWriter();
    }

    @Override
    public BinlogSource newSource() {
        FakeBinlogSource source = new FakeBinlogSource(binlog, 7).losingConnectionAfter(eventsPerConnection);
        lastSource = source;
        return source;
    }

    @Override
    public RelayRecordBuilder newRecords() {
        return new RelayRecordBuilder(TableLabels.NONE);
    }

    @Override
    public void definitionsMayHaveChanged() {
        definitionChanges++;
    }

    @Override
    public void close() {}
}
