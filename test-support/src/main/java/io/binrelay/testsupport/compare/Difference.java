package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

/**
 * One way in which a server differs from the reference.
 *
 * @param server the one that differs
 * @param object in which
 * @param what in a sentence, such as {@code missing} or {@code 3 rows differ}
 * @param detail the first difference, on several lines; may be empty
 */
public record Difference(String server, ObjectName object, String what, String detail) {
    public Difference {
        requireNonNull(server, "server is null");
        requireNonNull(object, "object is null");
        requireNonNull(what, "what is null");
        requireNonNull(detail, "detail is null");
    }

    @Override
    public String toString() {
        String head = server + ": " + object + ": " + what;
        return detail.isEmpty() ? head : head + "\n" + detail.indent(4).stripTrailing();
    }
}
