package io.binrelay.simulation;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.testsupport.fakes.LogFaults;
import io.binrelay.testsupport.fakes.LogOperation;
import java.util.SplittableRandom;

/** Decides, by a seed, where processes are killed and what fails. */
final class Faults implements LogFaults, Stages {
    /** kill -9: an Error, so that nothing on the way catches it and cleans up. */
    static final class ProcessKilled extends Error {
        private static final long serialVersionUID = 1L;

        ProcessKilled(String where) {
            super(where, null, false, false);
        }
    }

    private final SplittableRandom random;
    private boolean active = true;

    Faults(SplittableRandom random) {
        this.random = random;
    }

    /** From now on all goes well. */
    void end() {
        active = false;
    }

    /** True so many times in a thousand, while faults are on. */
    boolean happens(int perThousand) {
        return active && random.nextInt(1_000) < perThousand;
    }

    /** The process may be killed here. */
    void mayKill(String where) {
        if (happens(4)) {
            throw new ProcessKilled(where);
        }
    }

    @Override
    public void reached(Stage stage) {
        if (happens(15)) {
            throw new ProcessKilled(stage.name());
        }
    }

    @Override
    public void before(LogOperation operation) {
        mayKill("before " + operation);
        mayFail(operation);
    }

    @Override
    public void after(LogOperation operation) {
        mayKill("after " + operation);
        mayFail(operation);
    }

    private void mayFail(LogOperation operation) {
        if (happens(8)) {
            throw new BinrelayException(ErrorCode.KAFKA, "Kafka did not answer to " + operation, true, null);
        }
    }
}
