package io.binrelay.capture.core;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words the end of capture at an event: which, where, of which transaction and table, why, and what to do. */
final class EventFailure {
    private EventFailure() {}

    /**
     * The failure to throw.
     *
     * @param gtid of the transaction it is in; null when there is none, or it has none
     * @param problem why, and what to do: one or more sentences, the first without capital letter
     */
    static BinrelayException of(
            BinlogEvent event,
            @Nullable String gtid,
            Optional<String> table,
            String problem,
            @Nullable Exception cause) {
        String message = "Capture stops at event " + EventType.name(event.type()) + " (type " + event.type()
                + "), which ends at " + event.file() + ":" + event.endPosition()
                + (gtid == null ? "" : ", transaction " + gtid)
                + table.map(name -> ", table " + name).orElse("")
                + ": " + problem;
        return new BinrelayException(ErrorCode.SOURCE, message, false, cause);
    }
}
