package io.binrelay.cli.doctor;

import java.util.List;

/** Many names in few words. */
final class Names {
    private static final int SHOWN = 3;

    private Names() {}

    /** {@code 1: a.b}, {@code 7: a.b, a.c, a.d and 4 more}. */
    static String few(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() + ": " + shown + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** A {@code schema.table} in backticks, for a statement. */
    static String quoted(String name) {
        int dot = name.indexOf('.');
        return "`" + name.substring(0, dot) + "`.`" + name.substring(dot + 1) + "`";
    }
}
