package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JDBC connection to a source for questions that come again and again: made when it is wanted. For one thread. */
final class KeptConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);

    private final JdbcConnector connector;
    private final String what;
    private @Nullable Connection connection;

    /**
     * Does not connect yet.
     *
     * @param what for, as part of a message: {@code reading its settings}
     */
    KeptConnection(SourceSettings settings, String what) {
        this.connector = new JdbcConnector(settings);
        this.what = requireNonNull(what, "what is null");
    }

    /** Whether there is one; it may be lost. */
    boolean isOpen() {
        return connection != null;
    }

    /**
     * The connection, made anew if there is none.
     *
     * @throws SourceException when that fails
     */
    Connection get() {
        Connection open = connection;
        if (open == null) {
            open = connector.connect(what);
            connection = open;
        }
        return open;
    }

    /** Closes it, if there is one; the next {@link #get} makes another. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            LOG.debug("Closing the connection for {} failed; it is not used any more", what, e);
        }
    }
}
