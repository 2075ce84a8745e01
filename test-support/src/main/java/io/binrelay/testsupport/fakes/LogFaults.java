package io.binrelay.testsupport.fakes;

/** Decides which operations of a relay log fail. Both methods may throw what the real log would. */
public interface LogFaults {
    /** Nothing fails. */
    LogFaults NONE = operation -> {};

    /** Told before an operation has any effect. */
    void before(LogOperation operation);

    /** Told after it has taken effect: to throw here is an answer that was lost. */
    default void after(LogOperation operation) {}
}
