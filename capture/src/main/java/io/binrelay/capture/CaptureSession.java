package io.binrelay.capture;

import static java.util.Objects.requireNonNullElse;

import io.binrelay.capture.core.SourceIdentity;
import io.binrelay.capture.core.TransactionAssembler;
import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** One source and one writer, from opening them to the first failure of either. For one thread. */
final class CaptureSession implements AutoCloseable {
    private final RelayWriter writer;
    private final BinlogSource source;
    private final CaptureLoop loop;
    private final RelayRecordBuilder records;
    private final LogTail tail;
    private final StartPosition start;
    private final Origin origin;

    /**
     * Whose log is read.
     *
     * @param aheadMillis how far its clock is ahead of this machine's
     */
    private record Origin(SourceIdentity identity, long aheadMillis) {}

    private CaptureSession(
            RelayWriter writer,
            BinlogSource source,
            CaptureLoop loop,
            RelayRecordBuilder records,
            LogTail tail,
            StartPosition start,
            Origin origin) {
        this.writer = writer;
        this.source = source;
        this.loop = loop;
        this.records = records;
        this.tail = tail;
        this.start = start;
        this.origin = origin;
    }

    /**
     * Checks the source, takes over the log, finds where to go on, and connects.
     *
     * @throws io.binrelay.capture.source.SourceException the source cannot be reached or refuses
     * @throws BinrelayException Kafka cannot be reached or refuses, or the source cannot continue the log
     */
    static CaptureSession open(CapturePorts ports, CaptureSettings settings, LoopSurroundings surroundings) {
        // Before the log: a capture whose source is of no use shall not fence one that works.
        requireUsable(ports);
        RelayWriter writer = ports.newWriter();
        BinlogSource source = ports.newSource();
        try {
            LogTail tail = writer.open();
            // Again: until it was fenced just now, another capture may have gone further than the source was before.
            SourceInspection inspection = requireUsable(ports);
            long ahead = ports.sourceAheadMillis();
            StartPosition start = ResumePoint.decide(tail, settings.start(), inspection);
            source.start(start);
            RelayRecordBuilder records = ports.newRecords();
            SourceIdentity identity = identityOf(inspection);
            TransactionAssembler assembler = new TransactionAssembler(
                    identity,
                    settings.fragmentBytes(),
                    records,
                    new ReplicationFilter(settings.filters(), namesOf(inspection)),
                    tail,
                    start);
            LoopSurroundings bySource = new LoopSurroundings(
                    new SourceTime(surroundings.clock(), ahead), surroundings.stages(), surroundings.listener());
            CaptureLoop loop = new CaptureLoop(source, assembler, writer, tail, settings.pace(), bySource);
            return new CaptureSession(writer, source, loop, records, tail, start, new Origin(identity, ahead));
        } catch (RuntimeException e) {
            source.close();
            writer.close();
            throw e;
        }
    }

    /** One round of the loop. */
    void runOnce() {
        loop.runOnce();
    }

    /** What encodes its records. */
    RelayRecordBuilder records() {
        return records;
    }

    /** The log as it was found. */
    LogTail tail() {
        return tail;
    }

    /** Whose log it is. */
    SourceIdentity identity() {
        return origin.identity();
    }

    /** How far the source's clock is ahead of this machine's, milliseconds. */
    long aheadMillis() {
        return origin.aheadMillis();
    }

    /** Where the source was asked to begin. */
    StartPosition start() {
        return start;
    }

    @Override
    public void close() {
        // First, since a source may still wait for what is being committed.
        writer.close();
        source.close();
    }

    private static SourceInspection requireUsable(CapturePorts ports) {
        SourceInspection inspection = ports.inspect();
        List<Problem> problems = ports.problemsOf(inspection);
        if (!problems.isEmpty()) {
            throw new BinrelayException(
                    ErrorCode.SOURCE,
                    problems.stream().map(Problem::toString).collect(Collectors.joining(".\n", "", ".")));
        }
        return inspection;
    }

    private static NameComparison namesOf(SourceInspection inspection) {
        SourceInspection.Server server = inspection.server();
        return new NameComparison(server.family(), server.lowerCaseTableNames());
    }

    private static SourceIdentity identityOf(SourceInspection inspection) {
        SourceInspection.Server server = inspection.server();
        return new SourceIdentity(server.family(), requireNonNullElse(server.uuid(), ""), server.serverId());
    }
}
