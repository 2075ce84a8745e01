package io.binrelay.cli.position;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.binrelay.cli.control.StateText;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.output.JsonText;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.StatusReader;
import java.time.Duration;
import java.util.Locale;

/** Waits until a replica has applied what it is to have applied, by what the services announce. Used by one thread. */
public final class ReplicaWait {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KafkaSettings kafka;
    private final String channel;
    private final String replica;
    private final Duration timeout;
    private final long deadline;

    /**
     * The time runs from now on.
     *
     * @param replica its name
     * @param timeout how long to wait at most; none: look once
     */
    public ReplicaWait(KafkaSettings kafka, String channel, String replica, Duration timeout) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.replica = requireNonNull(replica, "replica is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Returns when the replica has applied all of it.
     *
     * @throws BinrelayException (TIMEOUT) it has not in time, with how far it is; (KAFKA) unreachable
     */
    public void until(Target target) throws InterruptedException {
        try (StatusReader reader = reader()) {
            ChannelStatus now = reader.readChannel();
            while (!target.isAppliedBy(replica, now)) {
                if (isOver()) {
                    throw new BinrelayException(ErrorCode.TIMEOUT, howFar(target, now));
                }
                Thread.sleep(PAUSE.toMillis());
                now = reader.readChannel();
            }
        }
    }

    /** One object, once it has: {@code replica}, and {@code applied}, the target. */
    public String json(Target target) {
        return JsonText.of(
                JsonNodeFactory.instance.objectNode().put("replica", replica).put("applied", target.toString()));
    }

    /** Services that were started just before may not have announced themselves yet. */
    private StatusReader reader() throws InterruptedException {
        while (true) {
            try {
                return new StatusReader(kafka, channel);
            } catch (BinrelayException e) {
                if (!e.retriable() || isOver()) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private boolean isOver() {
        return System.nanoTime() - deadline >= 0;
    }

    private String howFar(Target target, ChannelStatus now) {
        return replica + " has not applied the source up to " + target + " within " + Amount.duration(timeout) + ". "
                + now.applier(replica)
                        .map(report -> replica + " is at " + StateText.place(report) + ", its applier is "
                                + state(report) + "; ")
                        .orElse("No applier of " + replica + " has ever announced itself; ")
                + now.capture()
                        .map(report ->
                                "the log is at " + StateText.place(report) + ", capture is " + state(report) + ".")
                        .orElse("no capture has ever announced itself.");
    }

    private static String state(ServiceReport report) {
        return report.missing() ? "not running" : report.status().state().name().toLowerCase(Locale.ROOT);
    }
}
