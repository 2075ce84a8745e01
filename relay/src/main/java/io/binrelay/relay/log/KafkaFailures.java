package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's exceptions mean to an operator, and whether trying again can help. */
public final class KafkaFailures {
    private KafkaFailures() {}

    /**
     * Explains a failure.
     *
     * @param doing what was tried, to be read after "Kafka at ..., " as in {@code writing to shop.relay}
     */
    public static BinrelayException explain(KafkaSettings settings, String doing, Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof BinrelayException ours) {
            return ours;
        }
        String where = "Kafka at " + settings.bootstrapServers() + ", " + doing + ": ";
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return failure(
                    where + "access refused (" + words(cause) + "). Check the kafka.sasl.* and kafka.ssl.* settings"
                            + " and the ACLs of this user.",
                    false,
                    cause);
        }
        if (cause instanceof UnsupportedVersionException) {
            return failure(where + "the brokers are too old (" + words(cause) + ").", false, cause);
        }
        if (isUnresolved(cause)) {
            return failure(
                    where + "no address found for any of the bootstrap servers. Check kafka.bootstrap.servers"
                            + " and the name service.",
                    true,
                    cause);
        }
        if (cause instanceof ConfigException) {
            return new BinrelayException(ErrorCode.CONFIGURATION, where + words(cause), false, cause);
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return failure(
                    where + "no answer in time (" + words(cause) + "). Is a broker running there, and can it be"
                            + " reached from here?",
                    true,
                    cause);
        }
        return failure(where + words(cause), mayPass(cause), cause);
    }

    /**
     * A new client finds a new state: a producer in trouble is replaced, and the tail of the log tells what became of
     * its transaction. So all that Kafka throws may pass, except what only an operator can change.
     */
    private static boolean mayPass(Throwable cause) {
        return cause instanceof KafkaException
                && !(cause instanceof InvalidTopicException)
                && !(cause instanceof InvalidConfigurationException)
                && !(cause instanceof PolicyViolationException);
    }

    /** The failure itself, out of the wrappings of futures and of Kafka's own constructors. */
    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && isWrapping(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isWrapping(Throwable thrown) {
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown.getClass() == KafkaException.class;
    }

    private static boolean isUnresolved(Throwable cause) {
        return cause instanceof ConfigException
                && String.valueOf(cause.getMessage()).contains("resolvable bootstrap");
    }

    private static String words(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static BinrelayException failure(String message, boolean retriable, Throwable cause) {
        return new BinrelayException(ErrorCode.KAFKA, message, retriable, cause);
    }
}
