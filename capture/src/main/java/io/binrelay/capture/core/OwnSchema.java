package io.binrelay.capture.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.binrelay.schemas.binlog.BinlogEvent;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises what concerns schema {@code binrelay}, where an applier keeps its checkpoint. A source may itself be a
 * replica; its checkpoint is its own affair and is never relayed.
 *
 * <p>Rows are recognised by the database name in their TABLE_MAP. Statements are recognised when their first words are
 * CREATE, ALTER, DROP or TRUNCATE of a TABLE, DATABASE or SCHEMA, or change the rows of one table, and the first name
 * after that is in schema {@code binrelay}: qualified with it, or unqualified while it is the current database. Every
 * other statement is relayed as it stands.
 */
final class OwnSchema {
    static final String NAME = "binrelay";

    private static final byte[] NAME_BYTES = NAME.getBytes(ISO_8859_1);
    /** Behind the header: table id (6 bytes), flags (2), then the length of the database's name and the name. */
    private static final int DATABASE_LENGTH_OFFSET = BinlogEvent.HEADER_LENGTH + 8;

    private static final String IDENTIFIER = "(?:`((?:[^`]|``)+)`|([^\\s`.,;()]+))";
    private static final Pattern SCHEMA_STATEMENT = Pattern.compile(
            "^\\s*(?:CREATE|ALTER|DROP)\\s+(?:OR\\s+REPLACE\\s+)?(?:DATABASE|SCHEMA)\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?"
                    + IDENTIFIER,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE_STATEMENT = Pattern.compile(
            "^\\s*(?:CREATE|ALTER|DROP|TRUNCATE)\\s+(?:OR\\s+REPLACE\\s+)?TABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?"
                    + IDENTIFIER + "(?:\\s*\\.\\s*" + IDENTIFIER + ")?",
            Pattern.CASE_INSENSITIVE);

    private static final String TARGET = IDENTIFIER + "(?:\\s*\\.\\s*" + IDENTIFIER + ")?";
    private static final String MANNER = "(?:LOW_PRIORITY\\s+|HIGH_PRIORITY\\s+|DELAYED\\s+|QUICK\\s+|IGNORE\\s+)*";
    private static final Pattern ROWS_STATEMENT = Pattern.compile(
            "^\\s*(?:(?:INSERT|REPLACE)\\s+" + MANNER + "(?:INTO\\s+)?" + TARGET + "|UPDATE\\s+" + MANNER + TARGET
                    + "\\s+SET\\b|DELETE\\s+" + MANNER + "FROM\\s+" + TARGET + "\\s*(?:WHERE\\b|$))",
            Pattern.CASE_INSENSITIVE);
    private static final int GROUPS_OF_TARGET = 4;

    private OwnSchema() {}

    /** Whether a TABLE_MAP event names a table of the schema. */
    static boolean holdsTableOf(BinlogEvent tableMap) {
        byte[] bytes = tableMap.bytes();
        int start = DATABASE_LENGTH_OFFSET + 1;
        int end = start + NAME_BYTES.length;
        return bytes.length > end
                && bytes[DATABASE_LENGTH_OFFSET] == NAME_BYTES.length
                && Arrays.equals(bytes, start, end, NAME_BYTES, 0, NAME_BYTES.length);
    }

    /** Whether a statement defines or removes the schema or a table in it, or changes rows of such a table only. */
    static boolean isTargetOf(QueryText query) {
        String text = new String(query.text(), ISO_8859_1);
        Matcher schema = SCHEMA_STATEMENT.matcher(text);
        if (schema.find()) {
            return NAME.equals(name(schema, 1));
        }
        Matcher table = TABLE_STATEMENT.matcher(text);
        if (table.find()) {
            return isInSchema(table, 1, query);
        }
        Matcher rows = ROWS_STATEMENT.matcher(text);
        return rows.find() && isInSchema(rows, firstTarget(rows), query);
    }

    private static int firstTarget(Matcher matcher) {
        int group = 1;
        while (matcher.group(group) == null && matcher.group(group + 1) == null) {
            group += GROUPS_OF_TARGET;
        }
        return group;
    }

    private static boolean isInSchema(Matcher matcher, int target, QueryText query) {
        boolean qualified = matcher.group(target + 2) != null || matcher.group(target + 3) != null;
        return NAME.equals(qualified ? name(matcher, target) : query.database());
    }

    private static String name(Matcher matcher, int group) {
        String quoted = matcher.group(group);
        return quoted != null ? quoted : matcher.group(group + 1);
    }
}
