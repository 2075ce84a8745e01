package io.binrelay.applier;

/** What was begun has to be begun again in another way, from the checkpoint. Never leaves the package. */
final class RewindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RewindException(String message) {
        super(message);
    }
}
