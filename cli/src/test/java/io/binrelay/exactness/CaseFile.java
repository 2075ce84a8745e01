package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cases of one topic from an SQL file. Statements end with {@code ;} ({@code DELIMITER} sets another);
 * comments that begin with one of these words are directives:
 *
 * <pre>
 * -- case: NAME                 a case begins; each has the schema lab, empty, as its current one
 *
 * behind it, before the first statement:
 * -- only: CONDITION            sources it is for: mysql, mariadb>=10.6, mysql>=8.0.21&lt;9, several with commas
 * -- refused: TEXT              binrelay stops, and its message holds the text; COVERAGE.md says why
 * -- native stops: TEXT         native replication stops, and its error holds the text: so may binrelay
 * -- native differs: REASON     native replication does not end identical: nor need binrelay
 * -- native differs on CONDITION: REASON   as before, for these sources only; likewise "native stops on"
 *
 * between statements:
 * -- connection NAME            what follows runs on this connection of the source; the first is called a
 * -- connect USER               what follows runs on a new connection of this user without password, named as it
 * -- replicas                   what follows runs on each replica, unlogged, once it has everything before
 * -- error ERRNO                the next statement fails on the source with this error
 * -- when CONDITION             the next statement is for these sources only
 * -- compare                    the next statement is a query: the answers of source and replicas are compared,
 *                               instead of everything
 * -- sync                       the replicas have to have everything before
 * -- restart                    as sync; what follows is applied by new sessions, natively and by binrelay
 * -- disconnect NAME            this connection of the source ends
 * </pre>
 */
final class CaseFile {
    private static final String CASE = "case: ";

    private final String topic;
    private final List<ExactnessCase> cases = new ArrayList<>();
    private @Nullable CaseBuilder current;

    private CaseFile(String topic) {
        this.topic = requireNonNull(topic, "topic is null");
    }

    /** The cases of a file; the file's name without its end is the topic. */
    static List<ExactnessCase> read(Path file) {
        try {
            String name = file.getFileName().toString();
            return parse(name.substring(0, name.lastIndexOf('.')), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ExactnessCase> parse(String topic, String text) {
        CaseFile file = new CaseFile(topic);
        SqlSplitter.split(text).forEach(file::accept);
        file.finish();
        return file.cases;
    }

    private void accept(SqlSplitter.Piece piece) {
        String comment = piece.comment() ? piece.text().substring(2).strip() : "";
        if (comment.startsWith(CASE)) {
            finish();
            current = new CaseBuilder(topic + ": " + comment.substring(CASE.length()));
        } else if (piece.comment()) {
            if (current != null) {
                current.directive(comment, piece.line());
            }
        } else if (current == null) {
            throw new IllegalArgumentException(
                    topic + ", line " + piece.line() + ": a statement before the first case");
        } else {
            current.statement(piece.text(), piece.line());
        }
    }

    private void finish() {
        if (current != null) {
            cases.add(current.build());
            current = null;
        }
    }
}
