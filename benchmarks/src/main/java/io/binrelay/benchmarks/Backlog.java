package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.util.List;

/**
 * A finished stretch of a source's binary log, and how to reach it.
 *
 * @param user an account that may read the binary log
 * @param origin before the tables it changes were made
 * @param begin before its first transaction
 * @param beginGtids what the source had executed before its first transaction, as gtid_executed
 * @param end behind its last one
 */
record Backlog(
        String host,
        int port,
        String user,
        String password,
        FilePosition origin,
        FilePosition begin,
        String beginGtids,
        FilePosition end,
        long transactions,
        long rows) {
    Backlog {
        requireNonNull(host, "host is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(begin, "begin is null");
        requireNonNull(end, "end is null");
    }

    /** How many words {@link #toArguments} are. */
    static final int ARGUMENTS = 10;

    /** Arguments of a worker process; the password is that of a throw-away server on this machine. */
    List<String> toArguments() {
        return List.of(
                host,
                Integer.toString(port),
                user,
                password,
                origin.toString(),
                begin.toString(),
                beginGtids,
                end.toString(),
                Long.toString(transactions),
                Long.toString(rows));
    }

    /** What {@link #toArguments} wrote. */
    static Backlog fromArguments(List<String> arguments) {
        return new Backlog(
                arguments.get(0),
                Integer.parseInt(arguments.get(1)),
                arguments.get(2),
                arguments.get(3),
                FilePosition.parse(arguments.get(4)),
                FilePosition.parse(arguments.get(5)),
                arguments.get(6),
                FilePosition.parse(arguments.get(7)),
                Long.parseLong(arguments.get(8)),
                Long.parseLong(arguments.get(9)));
    }
}
