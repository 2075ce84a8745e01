package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.relay.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The table definitions the log has shown, compiled once each: looked up by the content of the Table record. Not
 * thread-safe.
 */
final class LogTables {
    /** Definitions kept; a table of 100 columns takes about 20 kB. */
    private static final int LIMIT = 4_000;

    private final RecentlyUsed<ContentKey, Definition> definitions = new RecentlyUsed<>(LIMIT);
    private final ContentKey lookup = new ContentKey();

    /**
     * @param table what readers are told
     * @param compiled the codecs
     * @param body the TABLE_MAP event's body behind the table id
     */
    record Definition(Table table, CompiledTable compiled, byte[] body) {}

    /** Reads a Table record. */
    Definition read(AvroInput in) {
        int start = in.position;
        skip(in);
        lookup.over(in.array, start, in.position);
        Definition known = definitions.get(lookup);
        if (known != null) {
            return known;
        }
        ContentKey key = lookup.copy();
        Definition definition = define(key.bytes());
        definitions.put(key, definition);
        return definition;
    }

    private static void skip(AvroInput in) {
        in.skipBytes();
        in.skipBytes();
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                in.skipBytes();
                in.skipBytes();
                if (in.readPresent()) {
                    in.skipBytes();
                }
                in.readBoolean();
            }
        }
        in.skipBytes();
    }

    private static Definition define(byte[] record) {
        AvroInput in = new AvroInput(record, 0);
        String database = in.readString();
        String name = in.readString();
        List<Table.Column> columns = new ArrayList<>();
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                String column = in.readString();
                String type = in.readString();
                String charset = in.readPresent() ? in.readString() : null;
                columns.add(new Table.Column(column, type, charset, in.readBoolean()));
            }
        }
        Table table = new Table(database, name, columns);
        byte[] body = in.readBytes();
        return new Definition(table, CompiledTable.compile(table.qualifiedName(), describe(table, body), record), body);
    }

    /** Signedness and members are of no concern when packing: the values' branches say all that is needed. */
    private static List<ColumnDescription> describe(Table table, byte[] body) {
        List<TableMapEvent.Column> stored = TableMapEvent.parse(0, body, 0).columns();
        if (stored.size() != table.columns().size()) {
            throw new IllegalArgumentException("table " + table.qualifiedName() + " has "
                    + table.columns().size() + " columns, its TABLE_MAP event " + stored.size());
        }
        List<ColumnDescription> columns = new ArrayList<>(stored.size());
        for (int i = 0; i < stored.size(); i++) {
            Table.Column column = table.columns().get(i);
            TableMapEvent.Column form = stored.get(i);
            columns.add(new ColumnDescription(
                    column.name(), form.type(), form.metadata(), column.nullable(), false, column.charset(), null));
        }
        return columns;
    }
}
