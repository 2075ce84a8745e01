package io.binrelay.schemas.avro;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.model.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table definitions a source has shown, compiled once each: looked up by the content of the TABLE_MAP event behind
 * the table id, which the source repeats for every statement. Not thread-safe.
 */
final class SourceTables {
    /** Definitions kept; a table of 100 columns takes about 20 kB. */
    private static final int LIMIT = 4_000;

    private static final int BODY_OFFSET = BinlogEvent.HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH;

    private final @Nullable Family family;
    private final TableLabels labels;
    private final RecentlyUsed<ContentKey, Definition> definitions = new RecentlyUsed<>(LIMIT);
    private final ContentKey lookup = new ContentKey();

    SourceTables(@Nullable Family family, TableLabels labels) {
        this.family = family;
        this.labels = requireNonNull(labels, "labels is null");
    }

    /** One content of a TABLE_MAP event, with what the labels said last. */
    private static final class Definition {
        final TableMapEvent event;
        final byte[] body;
        final boolean complete;
        Labels labels;
        CompiledTable compiled;

        Definition(TableMapEvent event, byte[] body, boolean complete, Labels labels) {
            this.event = event;
            this.body = body;
            this.complete = complete;
            this.labels = labels;
            this.compiled = CompiledTable.of(event, labels, body);
        }
    }

    /** The table of a TABLE_MAP event. */
    CompiledTable table(BinlogEvent event) {
        byte[] bytes = event.bytes();
        long tableId = LittleEndian.uint48(bytes, BinlogEvent.HEADER_LENGTH);
        Definition known = definitions.get(lookup.over(bytes, BODY_OFFSET, bytes.length));
        if (known == null) {
            return define(event);
        }
        if (!known.complete) {
            // The same event may stand for other names after an ALTER TABLE that only renames a column.
            Labels now = labels.labels(known.event.withTableId(tableId));
            if (!now.equals(known.labels)) {
                known.compiled = CompiledTable.of(known.event, now, known.body);
            }
            known.labels = now;
        }
        return known.compiled;
    }

    private CompiledTable define(BinlogEvent event) {
        TableMapEvent parsed = TableMapEvent.parse(family, event);
        boolean complete = ColumnDescription.isComplete(parsed);
        ContentKey key = lookup.copy();
        Labels said = complete ? new Labels(List.of()) : labels.labels(parsed);
        Definition definition = new Definition(parsed, key.bytes(), complete, said);
        definitions.put(key, definition);
        return definition.compiled;
    }
}
