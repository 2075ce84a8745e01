package io.binrelay.relay.log;

import java.util.Optional;

/**
 * Remembers, elsewhere than in the relay log itself, which topic the log is: one that was deleted must not come back
 * empty and in silence. Used by one thread.
 */
public interface LogRegister {
    /** Id of the topic that the log was last written to; empty when none was. */
    Optional<String> incarnation();

    /**
     * The log is written to this topic from now on.
     *
     * @throws io.binrelay.relay.service.BinrelayException (KAFKA) that cannot be recorded
     */
    void written(String incarnation);

    /** A register that lasts as long as the object. */
    static LogRegister ofThisProcess() {
        return new LogRegister() {
            private Optional<String> known = Optional.empty();

            @Override
            public Optional<String> incarnation() {
                return known;
            }

            @Override
            public void written(String incarnation) {
                known = Optional.of(incarnation);
            }
        };
    }
}
