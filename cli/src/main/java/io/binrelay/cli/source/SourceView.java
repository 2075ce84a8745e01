package io.binrelay.cli.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.CaptureReport;
import io.binrelay.capture.SemiSyncReport;
import io.binrelay.capture.source.ReaderInspector;
import io.binrelay.capture.source.SemiSyncInspector;
import io.binrelay.capture.source.SemiSyncSource;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspector;
import io.binrelay.capture.source.SourceReaders;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogExtent;
import io.binrelay.relay.log.RelayTopic;
import io.binrelay.relay.log.TopicInspector;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.StatusReader;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A source as it says itself, as far as it is asked, or as capture announced it; and what a channel makes of it.
 *
 * @param asked empty when the source is not given
 * @param log empty when Kafka is not given or there is no relay log
 * @param status of the channel's services; empty when Kafka is not given or none ever announced itself
 * @param notes what is missing here, and why; sentences without a full stop
 */
public record SourceView(
        Optional<Asked> asked, Optional<LogExtent> log, Optional<ChannelStatus> status, List<String> notes) {
    public SourceView {
        notes = List.copyOf(notes);
    }

    /**
     * What the source itself said.
     *
     * @param address {@code host:port}
     * @param files and what of each the log holds
     * @param semiSync its side of semi-synchronous replication; empty when it has no plugin for it
     */
    public record Asked(
            String address,
            SourceInspection inspection,
            SourceReaders readers,
            List<HeldFile> files,
            Optional<SemiSyncSource> semiSync) {
        public Asked {
            requireNonNull(address, "address is null");
            requireNonNull(semiSync, "semiSync is null");
            files = List.copyOf(files);
        }
    }

    /**
     * Asks whatever is given.
     *
     * @throws BinrelayException neither source nor channel is given (CONFIGURATION), or one that is given cannot be
     *     asked
     */
    public static SourceView of(Endpoints configured) {
        Endpoints given = configured.asOrdered();
        Optional<SourceSettings> source = given.source();
        Optional<KafkaSettings> kafka =
                given.kafka().filter(any -> given.channel().isPresent());
        if (source.isEmpty() && kafka.isEmpty()) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    "Neither a source nor a channel is given. Give " + Endpoints.wantedOfSource()
                            + " to ask the source, " + Endpoints.wantedOfKafka()
                            + " for what capture announces of it, or all of them");
        }
        List<String> notes = new ArrayList<>();
        String channel = given.channel().orElse("");
        Optional<LogExtent> log = kafka.flatMap(settings -> log(settings, channel, notes));
        Optional<ChannelStatus> status = kafka.flatMap(settings -> status(settings, channel, notes));
        if (kafka.isEmpty()) {
            notes.add("What the relay log holds, and the channel's replicas, are not shown. Give "
                    + Endpoints.wantedOfKafka());
        }
        if (source.isEmpty()) {
            notes.add("The source was not asked: this is what capture announced of it. Files and readers are not shown."
                    + " Give " + Endpoints.wantedOfSource());
        }
        return new SourceView(source.map(settings -> ask(settings, log, notes)), log, status, notes);
    }

    /** Capture, when it ever announced itself. */
    public Optional<ServiceReport> capture() {
        return status.flatMap(ChannelStatus::capture);
    }

    /** Where the source's binary log ends, by the newest that is known. */
    public Optional<FilePosition> position() {
        return asked.isPresent()
                ? Optional.ofNullable(asked.get().inspection().position())
                : detail(CaptureReport.SOURCE_POSITION).map(FilePosition::parse);
    }

    /** The GTIDs in the source's binary log, by the newest that is known. */
    public Optional<String> gtidSet() {
        return asked.isPresent() ? Optional.of(asked.get().inspection().gtidSet()) : detail(CaptureReport.SOURCE_GTIDS);
    }

    /** What capture says of its acknowledgements, when it sends any. */
    public Optional<SemiSyncReport> acknowledgements() {
        return capture().flatMap(report -> SemiSyncReport.of(report.status().details()));
    }

    private Optional<String> detail(String name) {
        return capture().map(report -> report.status().details().get(name));
    }

    private static Asked ask(SourceSettings settings, Optional<LogExtent> log, List<String> notes) {
        try (SemiSyncInspector semiSync = new SemiSyncInspector(settings)) {
            SourceInspection inspection = new SourceInspector(settings).inspect();
            ReaderInspector inspector = new ReaderInspector(settings);
            SourceReaders readers = inspector.inspect(inspection.account());
            notes.addAll(readers.notes());
            if (inspection.binlog().enabled() && inspection.files().isEmpty()) {
                notes.add("The account may not see the binary log files. Run on the source: GRANT REPLICATION CLIENT"
                        + " ON *.* TO " + inspection.account().name() + " (MariaDB: BINLOG MONITOR)");
            }
            Optional<LogExtent> own = log.filter(found -> isOf(found, inspection));
            if (log.isPresent() && own.isEmpty()) {
                notes.add("The relay log was written from another server than this: what it holds of the files is not"
                        + " compared");
            }
            FilePosition first = own.map(LogExtent::first).orElse(null);
            FilePosition end = own.flatMap(LogExtent::end).orElse(null);
            List<HeldFile> files =
                    HeldFile.of(inspection.files(), first, end, begin -> inspector.firstTransaction(begin.file()));
            return new Asked(settings.address(), inspection, readers, files, semiSync.inspect());
        } catch (SourceException e) {
            throw new BinrelayException(ErrorCode.SOURCE, String.valueOf(e.getMessage()), e.retriable(), e);
        }
    }

    /** An empty log is of any server. */
    private static boolean isOf(LogExtent log, SourceInspection source) {
        RecordHeader last = log.tail().last();
        return last == null
                || (last.source().family() == source.server().family()
                        && last.source()
                                .uuid()
                                .equals(Objects.requireNonNullElse(
                                        source.server().uuid(), "")));
    }

    private static Optional<LogExtent> log(KafkaSettings kafka, String channel, List<String> notes) {
        if (new TopicInspector(kafka, channel).inspect().isEmpty()) {
            notes.add("There is no relay log yet: topic " + new RelayTopic(kafka, channel).name() + " does not exist");
            return Optional.empty();
        }
        return Optional.of(LogExtent.of(kafka, channel, new AvroRecordDecoder()));
    }

    /** The topic of the log answered already, so that what is missing here is an announcement. */
    private static Optional<ChannelStatus> status(KafkaSettings kafka, String channel, List<String> notes) {
        try (StatusReader reader = new StatusReader(kafka, channel)) {
            return Optional.of(reader.readChannel());
        } catch (BinrelayException e) {
            notes.add(String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
            return Optional.empty();
        }
    }
}
