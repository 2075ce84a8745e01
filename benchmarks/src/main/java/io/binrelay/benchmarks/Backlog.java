package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;

/**
 * A finished stretch of a source's binary log, and how to reach it.
 *
 * @param user an account that may read the binary log
 * @param begin before its first transaction
 * @param end behind its last one
 */
record Backlog(
        String host,
        int port,
        String user,
        String password,
        FilePosition begin,
        FilePosition end,
        long transactions,
        long rows) {
    Backlog {
        requireNonNull(host, "host is null");
        requireNonNull(begin, "begin is null");
        requireNonNull(end, "end is null");
    }

    /** Arguments of a worker process; the password is that of a throw-away server on this machine. */
    String[] toArguments() {
        return new String[] {
            host,
            Integer.toString(port),
            user,
            password,
            begin.toString(),
            end.toString(),
            Long.toString(transactions),
            Long.toString(rows)
        };
    }

    static Backlog fromArguments(String[] arguments, int from) {
        return new Backlog(
                arguments[from],
                Integer.parseInt(arguments[from + 1]),
                arguments[from + 2],
                arguments[from + 3],
                FilePosition.parse(arguments[from + 4]),
                FilePosition.parse(arguments[from + 5]),
                Long.parseLong(arguments[from + 6]),
                Long.parseLong(arguments[from + 7]));
    }
}
