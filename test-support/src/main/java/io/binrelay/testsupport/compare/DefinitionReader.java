package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the definitions of all databases, tables, views, triggers, routines and events as SHOW CREATE gives them, with
 * the session settings that belong to them (sql_mode, character sets, time zone), and without what may differ between a
 * source and its replica: the AUTO_INCREMENT counter (trap 14), times of creation. {@link #fits} tells what the status
 * of an event (trap 46) has to be.
 */
final class DefinitionReader {
    /** In the line of table options; a line break inside a comment is shown as \n, so no comment can look like it. */
    private static final Pattern AUTO_INCREMENT =
            Pattern.compile("^(\\) (?:/\\*.*\\*/ )?ENGINE=\\S+) AUTO_INCREMENT=\\d+", Pattern.MULTILINE);

    private static final Pattern EVENT_STATUS = Pattern.compile(
            "(ON COMPLETION (?:NOT )?PRESERVE) (?:ENABLE|DISABLE ON SLAVE|DISABLE ON REPLICA|DISABLE)(?= )");

    private static final Pattern EVENT_ENABLED = Pattern.compile("ON COMPLETION (?:NOT )?PRESERVE ENABLE ");

    private final Statement statement;

    DefinitionReader(Statement statement) {
        this.statement = requireNonNull(statement, "statement is null");
    }

    SortedMap<ObjectName, String> read() throws SQLException {
        List<ObjectName> names = new ArrayList<>();
        addNames(names, "SELECT 'database', schema_name, '' FROM information_schema.schemata", "schema_name");
        addNames(
                names,
                "SELECT CASE WHEN table_type LIKE '%VIEW' THEN 'view' ELSE 'table' END, table_schema, table_name"
                        + " FROM information_schema.tables",
                "table_schema");
        addNames(
                names,
                "SELECT 'trigger', trigger_schema, trigger_name FROM information_schema.triggers",
                "trigger_schema");
        addNames(
                names,
                "SELECT LOWER(routine_type), routine_schema, routine_name FROM information_schema.routines",
                "routine_schema");
        addNames(names, "SELECT 'event', event_schema, event_name FROM information_schema.events", "event_schema");
        SortedMap<ObjectName, String> definitions = new TreeMap<>();
        for (ObjectName name : names) {
            definitions.put(name, definition(name));
        }
        addTriggerOrder(definitions);
        return definitions;
    }

    private void addNames(List<ObjectName> names, String select, String schemaColumn) throws SQLException {
        try (ResultSet result = statement.executeQuery(select + " WHERE " + SystemSchemas.excluded(schemaColumn))) {
            while (result.next()) {
                names.add(new ObjectName(result.getString(1), result.getString(2), result.getString(3)));
            }
        }
    }

    private String definition(ObjectName name) throws SQLException {
        StringBuilder text = new StringBuilder();
        String sql = "SHOW CREATE " + name.kind().toUpperCase(Locale.ROOT) + " " + name.quoted();
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            ResultSetMetaData columns = result.getMetaData();
            // The first column is the name.
            for (int i = 2; i <= columns.getColumnCount(); i++) {
                String label = columns.getColumnLabel(i);
                if (!label.equals("Created")) {
                    text.append("-- ")
                            .append(label)
                            .append('\n')
                            .append(normalise(name, result.getString(i)))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String normalise(ObjectName name, String text) throws SQLException {
        if (text == null) {
            throw new SQLException("The definition of " + name + " is hidden from this account: compare as root");
        }
        return switch (name.kind()) {
            case "table" -> AUTO_INCREMENT.matcher(text).replaceFirst("$1");
            case "event" -> text.replaceFirst("(?<= )DISABLE ON REPLICA(?= )", "DISABLE ON SLAVE");
            default -> text;
        };
    }

    /**
     * Whether a replica has what it should: the source's definition. An event must not run on a replica too, whatever
     * its status on the source (trap 46).
     */
    static boolean fits(ObjectName name, String source, String replica) {
        if (!name.kind().equals("event")) {
            return source.equals(replica);
        }
        String disabled = EVENT_STATUS.matcher(source).replaceFirst("$1 DISABLE ON SLAVE");
        boolean runs = EVENT_ENABLED.matcher(replica).find();
        return disabled.equals(replica) || (source.equals(replica) && !runs);
    }

    /** SHOW CREATE TRIGGER does not tell in which order several triggers of one table and moment fire. */
    private void addTriggerOrder(SortedMap<ObjectName, String> definitions) throws SQLException {
        String sql = "SELECT trigger_schema, trigger_name, action_order FROM information_schema.triggers WHERE "
                + SystemSchemas.excluded("trigger_schema");
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                ObjectName trigger = new ObjectName("trigger", result.getString(1), result.getString(2));
                String order = "-- action_order\n" + result.getString(3) + "\n";
                definitions.computeIfPresent(trigger, (any, text) -> text + order);
            }
        }
    }
}
