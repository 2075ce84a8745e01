package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.CatalogColumn;
import io.binrelay.capture.source.CatalogReader;
import io.binrelay.capture.source.SourceException;
import io.binrelay.schemas.avro.Labels;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.TableMapEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names for columns where the binary log has none (MySQL's binlog_row_metadata=MINIMAL, MariaDB's NO_LOG), from the
 * source's catalog. The catalog tells what tables are like now: while capture is behind, a table may have been
 * different when its rows were written. Labels that do not fit the rows by number and types of columns are ignored by
 * the encoder; a column renamed meanwhile goes by its new name. Nothing but names, signs and ENUM labels for readers of
 * the log depends on it.
 *
 * <p>For one thread.
 */
public final class CatalogLabels implements TableLabels, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogLabels.class);
    private static final Labels UNKNOWN = new Labels(List.of());

    /** More tables than this are looked up again when they come back. */
    private static final int MOST_TABLES = 20_000;

    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("tinyint", ColumnType.TINY),
            Map.entry("smallint", ColumnType.SHORT),
            Map.entry("mediumint", ColumnType.INT24),
            Map.entry("int", ColumnType.LONG),
            Map.entry("bigint", ColumnType.LONGLONG),
            Map.entry("float", ColumnType.FLOAT),
            Map.entry("double", ColumnType.DOUBLE),
            Map.entry("decimal", ColumnType.DECIMAL),
            Map.entry("bit", ColumnType.BIT),
            Map.entry("year", ColumnType.YEAR),
            Map.entry("date", ColumnType.DATE),
            Map.entry("char", ColumnType.STRING),
            Map.entry("binary", ColumnType.STRING),
            Map.entry("varchar", ColumnType.VARCHAR),
            Map.entry("varbinary", ColumnType.VARCHAR),
            Map.entry("tinytext", ColumnType.BLOB),
            Map.entry("text", ColumnType.BLOB),
            Map.entry("mediumtext", ColumnType.BLOB),
            Map.entry("longtext", ColumnType.BLOB),
            Map.entry("tinyblob", ColumnType.BLOB),
            Map.entry("blob", ColumnType.BLOB),
            Map.entry("mediumblob", ColumnType.BLOB),
            Map.entry("longblob", ColumnType.BLOB),
            Map.entry("enum", ColumnType.ENUM),
            Map.entry("set", ColumnType.SET),
            Map.entry("json", ColumnType.JSON));

    private final CatalogReader catalog;
    private final Map<String, Known> known = new HashMap<>();
    private boolean unreachable;

    /** What the catalog said when rows with these columns came. */
    private record Known(List<TableMapEvent.Column> columns, Labels labels) {}

    public CatalogLabels(CatalogReader catalog) {
        this.catalog = requireNonNull(catalog, "catalog is null");
    }

    @Override
    public Labels labels(TableMapEvent table) {
        String name = table.database() + "." + table.table();
        Known last = known.get(name);
        if (last != null && last.columns().equals(table.columns())) {
            return last.labels();
        }
        if (known.size() >= MOST_TABLES) {
            known.clear();
        }
        Labels labels = lookUp(table);
        known.put(name, new Known(table.columns(), labels));
        return labels;
    }

    /** Forgets everything: tables may have changed. */
    public void forget() {
        known.clear();
        unreachable = false;
    }

    @Override
    public void close() {
        catalog.close();
    }

    private Labels lookUp(TableMapEvent table) {
        if (unreachable) {
            return UNKNOWN;
        }
        try {
            Optional<List<CatalogColumn>> columns = catalog.columns(table.database(), table.table());
            return columns.map(CatalogLabels::labelsOf).orElse(UNKNOWN);
        } catch (SourceException e) {
            // Labels are a convenience: a source that is lost is noticed, and retried, by the stream.
            unreachable = true;
            LOG.info("Columns without a name in the binary log stay without one: {}", e.getMessage());
            return UNKNOWN;
        }
    }

    private static Labels labelsOf(List<CatalogColumn> columns) {
        return new Labels(columns.stream()
                .map(column -> new Labels.Column(
                        typeOf(column.type()),
                        column.name(),
                        column.unsigned(),
                        charsetOf(column),
                        column.labels().isEmpty() ? null : column.labels()))
                .toList());
    }

    private static @Nullable String charsetOf(CatalogColumn column) {
        boolean bytes = column.type().contains("binary") || column.type().contains("blob");
        return bytes ? "binary" : column.charset();
    }

    /** The code of a type as SQL writes it, e.g. {@code int(10) unsigned}; -1 where it depends on the server. */
    private static int typeOf(String type) {
        int end = 0;
        while (end < type.length() && Character.isLetter(type.charAt(end))) {
            end++;
        }
        return TYPES.getOrDefault(type.substring(0, end), -1);
    }
}
