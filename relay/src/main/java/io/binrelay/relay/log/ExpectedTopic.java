package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which topic a writer's log has to be in. Not thread-safe.
 *
 * @param register which topic it was in
 * @param replaced id of a topic that is lost and that a new one may take the place of; null for none
 */
public record ExpectedTopic(LogRegister register, @Nullable String replaced) {
    /** The key that says {@link #replaced}. */
    public static final String KEY = "capture.replaces.log";

    public ExpectedTopic {
        requireNonNull(register, "register is null");
    }

    /** Any topic for the first writer, and the same for all after it. */
    public static ExpectedTopic ofThisProcess() {
        return new ExpectedTopic(LogRegister.ofThisProcess(), null);
    }

    /** Id of the only topic that will do; empty when any will, also one that has to be created. */
    Optional<String> incarnation() {
        return register.incarnation().filter(known -> !known.equals(replaced));
    }

    /** Records the topic that will be written to. */
    void written(String incarnation) {
        if (!Optional.of(incarnation).equals(register.incarnation())) {
            register.written(incarnation);
        }
    }

    /** What to do when the topic is not the one it was. */
    static String consequence(String incarnation) {
        return "What was in it is lost to every replica that had not applied it yet, and to new ones. It is not begun anew"
                + " in silence. Check kafka.bootstrap.servers; if the log is really gone, set " + KEY + "="
                + incarnation + " for capture (binrelay change-source --change " + KEY + "=" + incarnation
                + ") to begin a new one where capture.start says, and rebuild the replicas from that";
    }

    static BinrelayException refused(String topic, String how, String incarnation) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "Topic " + topic + " " + how + " (its id was " + incarnation + "). " + consequence(incarnation) + ".");
    }
}
