package io.binrelay.cli.position;

import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;

/** Where a source's binary log ends, by its own words. */
public final class SourcePosition {
    private SourcePosition() {}

    /**
     * Asks the source that a configuration names.
     *
     * @throws BinrelayException (CONFIGURATION) it names none; (SOURCE) it cannot be asked, or does not tell
     */
    public static FilePosition now(Endpoints given) {
        SourceSettings settings = given.source()
                .orElseThrow(() -> new BinrelayException(
                        ErrorCode.CONFIGURATION,
                        "No source is given that could be asked for its position. Give " + Endpoints.wantedOfSource()
                                + "; or the position or the GTIDs to wait for."));
        try {
            FilePosition position = new SourceInspector(settings).inspect().position();
            if (position == null) {
                throw new BinrelayException(
                        ErrorCode.SOURCE,
                        "The source " + settings.address() + " does not tell its position: its binary log is off, or "
                                + settings.user() + " lacks REPLICATION CLIENT (MariaDB: BINLOG MONITOR)");
            }
            return position;
        } catch (SourceException e) {
            throw new BinrelayException(ErrorCode.SOURCE, String.valueOf(e.getMessage()), false, e);
        }
    }
}
