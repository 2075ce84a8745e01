package io.binrelay.applier.logical;

import java.nio.charset.StandardCharsets;

/** Names in SQL. */
final class Names {
    private Names() {}

    /** In backticks, one character per byte of UTF-8, as a connection sends them whose character_set_client that is. */
    static String quoted(String name) {
        return "`" + new String(name.replace("`", "``").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                + "`";
    }
}
