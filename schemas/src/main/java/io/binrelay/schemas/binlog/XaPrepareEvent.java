package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

/**
 * An XA_PREPARE event: the end of a group that belongs to a distributed transaction (trap 34).
 *
 * <p>Layout: whether it commits at once (1 byte), format id (4), length of the global and of the branch id (4 each),
 * the ids. Source: MySQL {@code libs/mysql/binlog/event/control_events.h} (XA_prepare_event), MariaDB
 * {@code sql/log_event.cc} (XA_prepare_log_event).
 *
 * @param onePhase XA COMMIT ... ONE PHASE; otherwise the transaction is prepared and ends with a later group
 */
public record XaPrepareEvent(boolean onePhase, XaIdentifier xid) {
    public XaPrepareEvent {
        requireNonNull(xid, "xid is null");
    }

    /**
     * Parses an XA_PREPARE event.
     *
     * @throws MalformedEventException when the event is too short
     */
    public static XaPrepareEvent parse(BinlogEvent event) {
        if (event.type() != EventType.XA_PREPARE) {
            throw new IllegalArgumentException("event type " + event.type() + " is no XA_PREPARE event");
        }
        EventReader reader = EventReader.body(event);
        boolean onePhase = reader.uint8("one phase") != 0;
        return new XaPrepareEvent(onePhase, XaIdentifier.read(reader, true));
    }
}
