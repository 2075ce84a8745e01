package io.binrelay.cli.position;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.schemas.model.FilePosition;
import java.util.Optional;

/**
 * A position of the source, and whether a replica has applied all before it. Not thread-safe.
 *
 * <p>Positions alone do not tell: behind the last transaction the binary log may go on with events that change nothing,
 * as the head of a new file after a restart of the source. Capture announces that it has passed them, with the number
 * of the last transaction before; a replica that has applied this transaction has applied everything before the
 * position.
 */
public final class PositionTarget implements Target {
    private static final long UNKNOWN = -1;

    private final FilePosition position;
    private long sequence = UNKNOWN;

    /** @param position e.g. what SHOW MASTER STATUS says */
    public PositionTarget(FilePosition position) {
        this.position = requireNonNull(position, "position is null");
    }

    /** The position. */
    public FilePosition position() {
        return position;
    }

    @Override
    public boolean isAppliedBy(String replica, ChannelStatus channel) {
        channel.capture()
                .map(PositionTarget::progress)
                .filter(this::hasPassed)
                .ifPresent(captured ->
                        sequence = sequence == UNKNOWN ? captured.sequence() : Math.min(sequence, captured.sequence()));
        Optional<Progress> applied = channel.applier(replica).map(PositionTarget::progress);
        return applied.filter(this::hasPassed).isPresent()
                || (sequence != UNKNOWN
                        && applied.filter(progress -> progress.sequence() >= sequence)
                                .isPresent());
    }

    private boolean hasPassed(Progress progress) {
        FilePosition reached = progress.position();
        return reached != null && reached.compareTo(position) >= 0;
    }

    private static Progress progress(ServiceReport report) {
        return report.status().progress();
    }

    @Override
    public String toString() {
        return position.toString();
    }
}
