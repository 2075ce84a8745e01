package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.TableMapEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One definition of a table, made ready once for all its rows: the codecs of its columns and its Table record in Avro.
 * Not thread-safe, as its codecs are not.
 */
final class CompiledTable {
    /** {@code database.table}, for messages. */
    final String qualifiedName;

    /** One per column; none if {@link #problem} is set. */
    final CellCodec[] codecs;

    /** 0, 1, 2 ... up to the last column. */
    final int[] allColumns;

    /** Why rows of this table cannot be typed; null if they can. */
    final @Nullable String problem;

    /** The Table record. */
    final byte[] avro;

    private CompiledTable(String qualifiedName, CellCodec[] codecs, @Nullable String problem, byte[] avro) {
        this.qualifiedName = qualifiedName;
        this.codecs = codecs;
        this.problem = problem;
        this.avro = avro;
        this.allColumns = new int[codecs.length];
        for (int i = 0; i < allColumns.length; i++) {
            allColumns[i] = i;
        }
    }

    /**
     * @param event the TABLE_MAP event
     * @param body the event's body behind the table id
     */
    static CompiledTable of(TableMapEvent event, Labels labels, byte[] body) {
        List<ColumnDescription> columns = ColumnDescription.of(event, labels);
        String name = event.database() + "." + event.table();
        byte[] avro = encode(event, columns, body);
        return compile(name, columns, avro);
    }

    /** Of columns known otherwise, as by the Table record of a record read back. */
    static CompiledTable compile(String name, List<ColumnDescription> columns, byte[] avro) {
        CellCodec[] codecs = new CellCodec[columns.size()];
        for (int i = 0; i < codecs.length; i++) {
            ColumnDescription column = columns.get(i);
            try {
                CellCodec codec = TypeMapping.codec(column);
                if (codec == null) {
                    String problem =
                            "column " + column.name() + " is of type code " + column.type() + ", which is not known";
                    return new CompiledTable(name, new CellCodec[0], problem, avro);
                }
                codecs[i] = codec;
            } catch (IllegalArgumentException e) {
                String problem = "column " + column.name() + " has metadata that no column has: " + e.getMessage();
                return new CompiledTable(name, new CellCodec[0], problem, avro);
            }
        }
        return new CompiledTable(name, codecs, null, avro);
    }

    private static byte[] encode(TableMapEvent event, List<ColumnDescription> columns, byte[] body) {
        GrowingBytes out = new GrowingBytes(64 + body.length + 40 * columns.size());
        AvroOutput.writeString(out, event.database());
        AvroOutput.writeString(out, event.table());
        if (!columns.isEmpty()) {
            AvroOutput.writeLong(out, columns.size());
            for (ColumnDescription column : columns) {
                AvroOutput.writeString(out, column.name());
                AvroOutput.writeString(out, TypeMapping.sqlType(column));
                writeOptional(out, TypeMapping.shownCharset(column));
                AvroOutput.writeBoolean(out, column.nullable());
            }
        }
        AvroOutput.writeLong(out, 0);
        AvroOutput.writeBytes(out, body);
        return out.toByteArray();
    }

    private static void writeOptional(GrowingBytes out, @Nullable String value) {
        AvroOutput.writeBranch(out, value == null ? 0 : 1);
        if (value != null) {
            AvroOutput.writeString(out, value);
        }
    }
}
