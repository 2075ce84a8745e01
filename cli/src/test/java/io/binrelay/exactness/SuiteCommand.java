package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

/**
 * One command of a script, in mysqltest's language or plain SQL.
 *
 * @param text a statement, or what stands behind the command's name; of a condition what stands in its parentheses
 * @param line where it begins, from 1
 * @param partner of IF and WHILE the index of their END, of END that of its IF or WHILE; else its own index
 */
record SuiteCommand(Kind kind, String text, int line, int partner) {
    enum Kind {
        SQL,
        /** SQL in which variables are replaced first. */
        EVAL,
        LET,
        INC,
        DEC,
        EXPR,
        IF,
        WHILE,
        END,
        SOURCE,
        CONNECT,
        CONNECTION,
        DISCONNECT,
        CHANGE_USER,
        /** A new session on the current connection. */
        RESET_CONNECTION,
        SYNC_SLAVE_WITH_MASTER,
        DELIMITER,
        /** Writes a file that LOAD DATA reads later; the text is its name, a line break, its content. */
        WRITE_FILE,
        REMOVE_FILE,
        EXIT,
        /** A command that leaves nothing on a server. */
        SILENT,
        /** A command that cannot be followed, e.g. a program. */
        LEFT_OUT
    }

    SuiteCommand {
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }

    SuiteCommand withPartner(int index) {
        return new SuiteCommand(kind, text, line, index);
    }
}
