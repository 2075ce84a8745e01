package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.replica.ReplicaInspection;
import io.binrelay.applier.replica.ReplicaInspection.Position;
import io.binrelay.capture.CaptureStart;
import io.binrelay.capture.ResumePoint;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.relay.config.InitialPosition;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LogExtent;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.model.FilePosition;
import java.util.Optional;

/** Whether the source still goes on where the log ends, and the log where a replica ends. */
final class LogFindings {
    private static final String CHECK = "resume position";

    private final String topic;
    private final LogExtent log;

    LogFindings(String topic, LogExtent log) {
        this.topic = requireNonNull(topic, "topic is null");
        this.log = requireNonNull(log, "log is null");
    }

    /** What capture will find when it connects the next time: 1236 ahead of time (trap 64). */
    Finding capture(SourceInspection source) {
        Optional<FilePosition> end = log.end();
        if (end.isEmpty()) {
            return Subject.CAPTURE.ok(CHECK, "the log is empty: capture begins where capture.start says");
        }
        try {
            ResumePoint.decide(log.tail(), new CaptureStart.Earliest(), source);
            return Subject.CAPTURE.ok(CHECK, "the log ends at " + end.get() + ", which the source still has");
        } catch (BinrelayException e) {
            String message = String.valueOf(e.getMessage());
            return e.retriable()
                    ? Subject.CAPTURE.warning(CHECK, message, "Run doctor again in a few seconds")
                    : Subject.CAPTURE.fail(CHECK, message, "");
        }
    }

    /** What an applier will find when it starts. */
    Finding replica(Subject subject, ReplicaInspection replica, InitialPosition initial) {
        Position position = replica.content().position();
        LogBounds bounds = log.bounds();
        if (position == null) {
            return unbegun(subject, replica, initial);
        }
        if (!position.incarnation().equals(bounds.incarnation())) {
            return subject.fail(
                    CHECK,
                    "the checkpoint belongs to another incarnation of " + topic + " (" + position.incarnation()
                            + ", it is now " + bounds.incarnation() + "): the topic was deleted and created again",
                    "Rebuild the replica: drop its schemas, binrelay included, and start its applier");
        }
        if (position.nextOffset() < bounds.begin() || position.nextOffset() > bounds.end()) {
            return subject.fail(
                    CHECK,
                    String.valueOf(
                            LogBounds.outOfRange(topic, position.nextOffset(), bounds.begin(), bounds.end(), null)
                                    .getMessage()),
                    "To rebuild it drop its schemas, binrelay included, and start its applier");
        }
        return subject.ok(
                CHECK,
                "needs offset " + position.nextOffset() + " next, which the log has (" + bounds.begin() + " to "
                        + bounds.end() + "); transaction " + position.sequence() + " was the last one applied");
    }

    private static Finding unbegun(Subject subject, ReplicaInspection replica, InitialPosition initial) {
        if (replica.content().someTables().isEmpty()) {
            return subject.ok(CHECK, "empty, no checkpoint: it begins with the first transaction of the log");
        }
        if (initial == InitialPosition.EARLIEST) {
            return subject.ok(
                    CHECK, "no checkpoint: it begins with the oldest record of the log, on top of what it holds");
        }
        return subject.fail(
                CHECK,
                "it holds tables (" + String.join(", ", replica.content().someTables())
                        + ") but no checkpoint of this channel: the log would be applied on top of them",
                "Begin with an empty replica; if it is a copy of the source as it was where the log begins, set"
                        + " replica.initial.position=earliest");
    }
}
