package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ErrorPolicy;
import io.binrelay.applier.core.Reaction;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.ServerError;
import org.jspecify.annotations.Nullable;

/** The replica refused something, or was lost. */
public class ReplicaException extends BinrelayException implements ServerError {
    private static final long serialVersionUID = 1L;

    private final int errno;
    private final String sqlState;
    private final String reason;

    /**
     * @param reason what the server, or the driver, said, or what was found out
     * @param errno the server's error number; 0 where there is none
     * @param sqlState five characters; empty where there is none
     */
    public ReplicaException(String reason, int errno, String sqlState, @Nullable Throwable cause) {
        super(
                ErrorCode.APPLY,
                errno == 0 ? reason : "error " + errno + " (" + sqlState + "): " + reason,
                ErrorPolicy.reaction(errno, sqlState, 0) != Reaction.STOP,
                cause);
        this.errno = errno;
        this.sqlState = requireNonNull(sqlState, "sqlState is null");
        this.reason = reason;
    }

    /** Found out without the server's saying so; trying again does not help. */
    public ReplicaException(String reason) {
        this(reason, 0, "", null);
    }

    @Override
    public int errno() {
        return errno;
    }

    public String sqlState() {
        return sqlState;
    }

    /** The message without the number. */
    public String reason() {
        return reason;
    }

    /** What to do. */
    public Reaction reaction(int attempt) {
        return ErrorPolicy.reaction(errno, sqlState, attempt);
    }
}
