package io.binrelay.simulation;

import java.time.Duration;

/** A simulated operating system process that runs a service; to kill it is to never call it again. */
interface SimulatedProcess {
    /**
     * One round of its service.
     *
     * @return how long it wants to wait before the next
     */
    Duration runOnce();

    /** Told some time after it was killed: the outer world has noticed. */
    void noticedDead();
}
