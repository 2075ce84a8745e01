package io.binrelay.testsupport.compare;

/** Quotes of SQL. */
final class Quoting {
    private Quoting() {}

    static String identifier(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String string(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
