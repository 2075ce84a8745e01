package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.Stages;

/** What a loop needs besides its work: the time, and who watches it. */
public record LoopSurroundings(CaptureClock clock, Stages stages, CaptureListener listener) {
    public LoopSurroundings {
        requireNonNull(clock, "clock is null");
        requireNonNull(stages, "stages is null");
        requireNonNull(listener, "listener is null");
    }
}
