package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** Waits until a database server that was just started answers. */
final class ServerReadiness {
    /** Recovery after a kill with a big redo log, on a machine with other work, takes its time. */
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** ER_ACCESS_DENIED_ERROR. */
    private static final int ACCESS_DENIED = 1045;

    private final DatabaseServer server;
    private final ChildProcess process;

    ServerReadiness(DatabaseServer server, ChildProcess process) {
        this.server = server;
        this.process = process;
    }

    /**
     * Returns when it does.
     *
     * @throws ServerException when the process ends or the time is over; the message holds the end of the logs
     */
    void await() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            String problem = tryToConnect();
            if (problem.isEmpty()) {
                return;
            }
            if (!process.isAlive()) {
                throw new ServerException(server + " ended with exit code "
                        + process.exitCode().orElse(-1) + " while it started" + logs());
            }
            if (System.nanoTime() > deadline) {
                throw new ServerException(
                        server + " does not answer " + TIMEOUT.toSeconds() + " s after its start: " + problem + logs());
            }
            // Also the end of the process ends the pause.
            process.waitFor(PAUSE);
        }
    }

    /** Empty when the server answers, else why not. */
    private String tryToConnect() {
        try {
            Path answered = Path.of(server.queryValue("SELECT @@datadir"));
            if (!Files.isSameFile(answered, server.dataDirectory())) {
                throw new ServerException("Another server answers on port " + server.port() + " (its data is in "
                        + answered + "): choose another port or end that server");
            }
            return "";
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                throw new ServerException(
                        server + " refuses root: " + e.getMessage()
                                + ". Its directory was made with another root password, or the password was changed",
                        e);
            }
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new ServerException("Could not look at the data directory of " + server + ": " + e, e);
        }
    }

    private String logs() {
        return ". Its error log ends with:\n" + server.errorLog() + "\nIt printed:\n" + process.logTail(20);
    }
}
