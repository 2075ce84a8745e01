package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;

/** Another member of the replica's group reads the log now. Wait for ownership and begin again from the checkpoint. */
public final class OwnershipLostException extends BinrelayException {
    private static final long serialVersionUID = 1L;

    public OwnershipLostException(String message) {
        super(ErrorCode.KAFKA, message, true, null);
    }
}
