package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.TableMapEvent;
import java.util.List;

/**
 * Knows about tables what their TABLE_MAP events leave unsaid: column names, signedness, character sets, members of
 * ENUM and SET. MySQL's {@code binlog_row_metadata=MINIMAL} leaves names and members unsaid, MariaDB's {@code NO_LOG}
 * everything.
 *
 * <p>What the event itself says always wins. Labels that do not fit the event (another number of columns, other types)
 * are ignored as a whole, for they are of another version of the table.
 */
@FunctionalInterface
public interface TableLabels {
    /** Knows nothing: columns are called {@code @1}, {@code @2} ... */
    TableLabels NONE = table -> new Labels(List.of());

    /**
     * What is known about the table as of the event. Called for every TABLE_MAP event that leaves something unsaid, so
     * it should be fast and return the same instance while nothing changes.
     */
    Labels labels(TableMapEvent table);
}
