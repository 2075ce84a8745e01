package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;

/**
 * Another writer of the same channel has taken over. Not to be answered by trying again: the two would fence each
 * other.
 */
public final class WriterFencedException extends BinrelayException {
    private static final long serialVersionUID = 1L;

    public WriterFencedException(String message, Throwable cause) {
        super(ErrorCode.KAFKA, message, false, cause);
    }
}
