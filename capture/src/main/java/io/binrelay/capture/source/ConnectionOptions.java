package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How connections to a source are made and watched.
 *
 * @param tls encryption
 * @param connectTimeout for reaching the server and logging in; at least 1 ms
 * @param heartbeat how often an idle source is asked to send a heartbeat event; at least 1 ms
 * @param silenceLimit a source that sent nothing for so long, not even a heartbeat, counts as lost; longer than
 *     {@code heartbeat}
 * @param writeTimeout how long the source shall wait for us to read on when our queue is full: the dump session's
 *     {@code net_write_timeout} (a server's default is 60 s); whole seconds, at least 1
 * @param semiSynchronous whether the dump registers as a semi-synchronous replica, so that the source's commits wait
 *     for {@link BinlogSource#acknowledge}, as far as the source offers that
 */
public record ConnectionOptions(
        TlsMode tls,
        Duration connectTimeout,
        Duration heartbeat,
        Duration silenceLimit,
        Duration writeTimeout,
        boolean semiSynchronous) {
    public ConnectionOptions {
        requireNonNull(tls, "tls is null");
        atLeast(connectTimeout, Duration.ofMillis(1), "connectTimeout");
        atLeast(heartbeat, Duration.ofMillis(1), "heartbeat");
        atLeast(silenceLimit, heartbeat.plusMillis(1), "silenceLimit");
        atLeast(writeTimeout, Duration.ofSeconds(1), "writeTimeout");
    }

    /**
     * TLS preferred, 10 s to connect, a heartbeat every 2 s, lost after 10 s of silence, 10 minutes of back-pressure,
     * asynchronous.
     */
    public static ConnectionOptions defaults() {
        return new ConnectionOptions(
                TlsMode.PREFERRED,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                false);
    }

    public ConnectionOptions withTls(TlsMode newTls) {
        return new ConnectionOptions(newTls, connectTimeout, heartbeat, silenceLimit, writeTimeout, semiSynchronous);
    }

    public ConnectionOptions withConnectTimeout(Duration newConnectTimeout) {
        return new ConnectionOptions(tls, newConnectTimeout, heartbeat, silenceLimit, writeTimeout, semiSynchronous);
    }

    /** Both at once, since they are meaningful only together. */
    public ConnectionOptions withHeartbeat(Duration newHeartbeat, Duration newSilenceLimit) {
        return new ConnectionOptions(tls, connectTimeout, newHeartbeat, newSilenceLimit, writeTimeout, semiSynchronous);
    }

    public ConnectionOptions withSemiSynchronous(boolean newSemiSynchronous) {
        return new ConnectionOptions(tls, connectTimeout, heartbeat, silenceLimit, writeTimeout, newSemiSynchronous);
    }

    private static void atLeast(Duration value, Duration minimum, String name) {
        requireNonNull(value, name + " is null");
        if (value.compareTo(minimum) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", at least " + minimum + " is needed");
        }
    }
}
