package io.binrelay.capture.core;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;

/** Collects the events of one record of the relay log and encodes them. For one thread. */
public interface GroupRecords {
    /** Adds a TABLE_MAP event. */
    void tableMap(BinlogEvent event);

    /** Adds a rows event of a table that was mapped before, in this record or an earlier one of the group. */
    void rows(BinlogEvent event);

    /** Adds the text of the statement whose rows follow. */
    void annotation(BinlogEvent event);

    /** Adds a QUERY event to be executed as text. */
    void statement(BinlogEvent event);

    /** About how many bytes the record would have now. */
    long size();

    /** Whether nothing was added since the last record was finished. */
    boolean isEmpty();

    /** Encodes what was added under this header and begins the next record of the group. */
    EncodedRecord finish(RecordHeader header);

    /** Forgets the tables that were mapped and whatever was added since the last record. */
    void endGroup();
}
