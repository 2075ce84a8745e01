package io.binrelay.applier;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;

/** Another applier works under this one's name, on another server: this one is configured wrongly. */
final class NameTakenException extends BinrelayException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String message) {
        super(ErrorCode.CONFIGURATION, message);
    }
}
