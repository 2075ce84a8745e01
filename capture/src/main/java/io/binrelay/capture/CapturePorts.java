package io.binrelay.capture;

import io.binrelay.capture.source.BinlogSource;
import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import java.util.List;

/** The outer world of a capture. Sources and writers serve once, so each attempt gets new ones. */
public interface CapturePorts extends AutoCloseable {
    /**
     * Asks the source what it is and where it stands.
     *
     * @throws io.binrelay.capture.source.SourceException it cannot be reached or refuses
     */
    SourceInspection inspect();

    /**
     * Asks how far the source's clock is ahead of this machine's.
     *
     * @return milliseconds; negative when it is behind
     * @throws io.binrelay.capture.source.SourceException it cannot be reached or refuses
     */
    default long sourceAheadMillis() {
        return 0;
    }

    /** What keeps this source from being captured; empty means go. */
    List<Problem> problemsOf(SourceInspection source);

    /** A writer of the channel's relay log, not open. */
    RelayWriter newWriter();

    /** The source's binary log, not started. */
    BinlogSource newSource();

    /** An empty encoder of records, to be used by one thread. */
    RelayRecordBuilder newRecords();

    /** Told when a statement was read that may have changed tables: what is known about them has to be asked anew. */
    void definitionsMayHaveChanged();

    /** Gives up what the attempts share. */
    @Override
    void close();
}
